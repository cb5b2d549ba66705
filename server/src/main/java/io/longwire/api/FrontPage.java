package io.longwire.api;

import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestHandler;
import io.longwire.http.Router;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /}: what is served here, for who found the port and knows no path. A page for who asks for
 * {@code text/html} by name, as browsers do; the same as plain text for everybody else, such as curl. On the request's
 * loop.
 */
public final class FrontPage implements RequestHandler {
    /** Where it is. */
    public static final String PATH = "/";

    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String HERE = "HERE";
    private static final String KEY = "-H 'Authorization: Bearer KEY' ";
    private static final String INTRODUCTION = "This is Longwire, a server for server-sent events.";
    private static final String DOCUMENTS =
            "KEY is one of SSE_PUBLISH_KEY. All fields and answers: docs/http.md of Longwire's source.";
    private static final List<Line> LINES = List.of(
            new Line("Read a stream", "-N 'HERE/sse?topic=broadcast'"),
            new Line("Publish an event", KEY + "-d topic=broadcast -d data=hello HERE/publish"),
            new Line("Health, as JSON", "HERE/sse/health"),
            new Line("Probe: is it alive", "HERE/healthz"),
            new Line("Probe: does it take new streams", "HERE/readyz"),
            new Line("Original application: read", "-N HERE/events"),
            new Line("Original application: who reads", KEY + "HERE/events/status"),
            new Line(
                    "Original application: publish", KEY + "--json '{\"event_type\":\"test\"}' HERE/events/broadcast"));

    private static final String TEXT = text();
    private static final String PAGE = page();

    /** What can be done, and what curl is to be told for it. */
    private record Line(String purpose, String arguments) {
        String command() {
            return "curl " + arguments;
        }
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        // A Host header is a name or an address, and perhaps a port: nothing that HTML or a shell would take amiss.
        String host = exchange.headers().get(HttpHeaderNames.HOST, "localhost");
        boolean asPage = AcceptHeader.names("text/html", exchange.headers());
        String body = (asPage ? PAGE : TEXT).replace(HERE, host);
        String type = asPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        exchange.answer(Answer.of(HttpResponseStatus.OK, type, body.getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Vary", "Accept"));
        return null;
    }

    /** Adds its path. */
    public void addTo(Router.Builder routes) {
        routes.get(PATH, this);
    }

    private static String text() {
        var text = new StringBuilder(INTRODUCTION).append("\n\n");
        for (Line line : LINES) {
            text.append("# ").append(line.purpose()).append('\n');
            text.append(line.command()).append("\n\n");
        }
        return text.append(DOCUMENTS).append('\n').toString();
    }

    private static String page() {
        var page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark">
                <title>Longwire</title>
                <h1>Longwire</h1>
                """);
        page.append("<p>").append(INTRODUCTION).append("</p>\n<dl>\n");
        for (Line line : LINES) {
            page.append("<dt>").append(line.purpose()).append("</dt>\n");
            page.append("<dd><code>").append(line.command()).append("</code></dd>\n");
        }
        return page.append("</dl>\n<p>").append(DOCUMENTS).append("</p>\n").toString();
    }
}
