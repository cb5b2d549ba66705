package io.longwire.summarizer.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/**
 * The video service as far as transcripts need it: watch page, the player's JSON, captions as XML, playlists; in the
 * shapes the real one had in 2026. {@link Video} and {@link Playlist} name what there is.
 */
public final class VideoService extends LoopbackServer {
    static final String KEY = "AIzaStandInKeyOfTheWebClient_0123456789";
    private static final String HTML = "text/html; charset=utf-8";

    private final CountDownLatch closed = new CountDownLatch(1);

    /** On any port. */
    public VideoService() {
        this(0);
    }

    public VideoService(int port) {
        super(port);
    }

    @Override
    void answer(HttpExchange exchange, Asked request) throws IOException, InterruptedException {
        switch (URI.create(request.target()).getPath()) {
            case "/watch" -> watch(exchange, request);
            case "/youtubei/v1/player" -> player(exchange, request);
            case "/api/timedtext" -> captions(exchange, request);
            case "/playlist" -> send(exchange, 200, HTML, Playlist.page(parameter(request, "list")));
            case "/youtubei/v1/browse" ->
                send(
                        exchange,
                        200,
                        "application/json",
                        Playlist.next(JSON.readTree(request.body())
                                .path("continuation")
                                .asString("")));
            default -> send(exchange, 404, HTML, "<title>404 Not Found</title>");
        }
    }

    private void watch(HttpExchange exchange, Asked request) throws IOException, InterruptedException {
        String id = parameter(request, "v");
        switch (Video.of(id)) {
            case CAPTCHA ->
                send(
                        exchange,
                        200,
                        HTML,
                        "<form action=\"/das_captcha\"><div class=\"g-recaptcha\" data-sitekey=\"x\"></div></form>");
            case TOO_MANY_REQUESTS -> send(exchange, 429, HTML, "<title>429</title>");
            case UNKNOWN -> send(exchange, 404, HTML, "<title>404 Not Found</title>");
            case SORRY -> redirect(exchange, "https://www.google.com/sorry/index?continue=https://www.youtube.com/");
            case FOREIGN_REDIRECT -> redirect(exchange, "http://169.254.169.254/latest/meta-data/");
            case CIRCLE -> redirect(exchange, "/watch?v=" + id);
            case MOVED -> {
                if (parameter(request, "moved").isEmpty()) {
                    redirect(exchange, "https://www.youtube.com/watch?v=" + id + "&moved=1");
                } else {
                    send(exchange, 200, HTML, page(id));
                }
            }
            case CONSENT -> {
                if (request.headers().getOrDefault("cookie", "").contains("SOCS=")) {
                    send(exchange, 200, HTML, page(id));
                } else {
                    redirect(exchange, "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com");
                }
            }
            case ENDLESS -> endless(exchange);
            case SILENT -> closed.await();
            default -> send(exchange, 200, HTML, page(id));
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        send(exchange, 302, HTML, "");
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] more = "<p>and so on, and so on</p>\n".repeat(2_000).getBytes(UTF_8);
        try (OutputStream body = exchange.getResponseBody()) {
            while (closed.getCount() > 0) {
                body.write(more);
            }
        }
    }

    private static String page(String id) {
        return "<!DOCTYPE html><html lang=\"en\"><head><title>A video - YouTube</title></head><body><script nonce=\"n\">"
                + "ytcfg.set({\"CLIENT_CANARY_STATE\":\"none\",\"INNERTUBE_API_KEY\":\"" + KEY + "\","
                + "\"INNERTUBE_API_VERSION\":\"v1\",\"INNERTUBE_CONTEXT_CLIENT_VERSION\":\"2.20260901.01.00\"});</script>"
                + "<script>var ytInitialPlayerResponse = {\"videoDetails\":{\"videoId\":\"" + id
                + "\"}};</script></body></html>";
    }

    private static void player(HttpExchange exchange, Asked request) throws IOException {
        JsonNode asked = JSON.readTree(request.body());
        if (!parameter(request, "key").equals(KEY)
                || asked.path("context")
                        .path("client")
                        .path("clientName")
                        .asString("")
                        .isEmpty()) {
            send(exchange, 400, "application/json", "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\"}}");
            return;
        }
        String id = asked.path("videoId").asString("");
        send(exchange, 200, "application/json; charset=UTF-8", PlayerJson.of(Video.of(id), id));
    }

    private static void captions(HttpExchange exchange, Asked request) throws IOException {
        String id = parameter(request, "v");
        Video video = Video.of(id);
        String body = switch (video) {
            case WITHHELD -> "";
            case EMPTY_CAPTIONS -> "<?xml version=\"1.0\" encoding=\"utf-8\" ?><transcript></transcript>";
            case GARBLED_XML -> "<?xml version=\"1.0\"?><transcript><text start=\"0\"";
            case HOSTILE_XML -> CaptionsXml.HOSTILE;
            default -> CaptionsXml.of(video, id, parameter(request, "lang"));
        };
        send(exchange, 200, "text/xml; charset=UTF-8", body);
    }

    @Override
    public void close() {
        closed.countDown();
        super.close();
    }
}
