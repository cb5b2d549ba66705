package io.longwire.summarizer;

import io.longwire.config.SettingsLoader;
import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.standin.ModelProviders;
import io.longwire.summarizer.standin.StandInModels;
import io.longwire.summarizer.standin.VideoService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The application on a port of its own, with stand-ins for the video service and the providers, and a client for it. */
public final class TestApp implements AutoCloseable {
    public static final String NORMAL = "stand-in-openai-normal";
    public static final String SLOW = "stand-in-openai-slow";
    public static final String ENDLESS = "stand-in-openai-endless";

    private final HttpClient client = HttpClient.newHttpClient();
    private final VideoService videos = new VideoService();
    private final ModelProviders providers = new ModelProviders();
    private final Map<String, String> environment;
    private SummarizerServer server;
    /** Sent with each request; empty for none. */
    private String cookie = "";

    /** @param settings such as {@code SUMMARIZER_OPEN=true} */
    public TestApp(Path folder, String... settings) throws IOException {
        environment = environment(folder, videos, providers);
        for (String setting : settings) {
            environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        server = start();
    }

    /** What leads to the stand-ins, on any free port of loopback. */
    public static Map<String, String> environment(Path folder, VideoService videos, ModelProviders providers)
            throws IOException {
        Path models = Files.writeString(folder.resolve("models.json"), StandInModels.file());
        var environment = new HashMap<>(Map.of(
                "SSE_HOST", "127.0.0.1",
                "SSE_PORT", "0",
                "SSE_ADMIN_PORT", "0",
                "SSE_SHARDS", "1",
                "SSE_DRAIN_SECONDS", "0s",
                "SUMMARIZER_DATA", folder.resolve("data").toString(),
                "SUMMARIZER_MODELS", models.toString(),
                "SUMMARIZER_VIDEO_BASE_URL", videos.baseUrl().toString(),
                "SUMMARIZER_TOKEN_INTERVAL", "20ms",
                "SUMMARIZER_RETRY_DELAY", "100ms"));
        providers.baseUrls().forEach((provider, url) -> {
            environment.put(provider.keyVariable(), "a-key");
            environment.put(provider.keyVariable().replace("API_KEY", "BASE_URL"), url.toString());
        });
        return environment;
    }

    private SummarizerServer start() throws IOException {
        return SummarizerServer.start(
                SummarizerSettings.of(environment), new SettingsLoader(environment).load(Map.of(), null));
    }

    public void restart() throws IOException {
        server.close();
        server = start();
    }

    public int port() {
        return server.port();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return Json.read(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    public Answer delete(String path, String... headers) throws Exception {
        return send("DELETE", path, "", headers);
    }

    public Answer post(String path, String json, String... headers) throws Exception {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, json, all);
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, headers)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        var answer = new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        String given = answer.header("Set-Cookie");
        if (!given.isEmpty()) {
            cookie = given.split(";", 2)[0];
        }
        return answer;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    /** Reads a stream, from now on or from the position that the query names. */
    public EventReader events(String path) throws Exception {
        return EventReader.open(
                client, request(path, "Accept", "text/event-stream").build());
    }

    /** Submits one link; the job's id. */
    public String submit(String video, String model) throws Exception {
        Answer answer = post("/summarize_async", "{\"urls\":\"" + url(video) + "\",\"model\":\"" + model + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json().path("job_ids").path(0).asString();
    }

    public static String url(String video) {
        return "https://www.youtube.com/watch?v=" + video;
    }

    /** The browser of somebody else. */
    public void forgetCookie() {
        cookie = "";
    }

    public String cookie() {
        return cookie;
    }

    public void useCookie(String other) {
        cookie = other;
    }

    public ModelProviders providers() {
        return providers;
    }

    @Override
    public void close() {
        server.close();
        providers.close();
        videos.close();
    }
}
