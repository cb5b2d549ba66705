package io.longwire.api.admin;

import io.longwire.http.Answer;
import io.longwire.http.Router;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The operator's page at {@code /ops}: files of the jar, read once. It takes scripts, styles and data from this port alone
 * and nothing inline, so that text of an event could not become a script even if it became markup. Any loop.
 */
public final class OpsPage {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = "ops.html";
    private static final List<String> PARTS = List.of(
            "ops.css", "main.js", "chart.js", "console.js", "format.js", "publish.js", "stream.js", "tables.js");

    private OpsPage() {}

    /** Adds its paths, and the way to it from {@code /}. */
    public static void addTo(Router.Builder routes) {
        serve(routes, "/ops", PAGE);
        for (String part : PARTS) {
            serve(routes, "/ops/" + part, part);
        }
        // Relative, so that they are right also where a proxy serves this port under a path of its own.
        redirect(routes, "/", "ops");
        redirect(routes, "/ops/", "../ops");
    }

    private static void serve(Router.Builder routes, String path, String file) {
        byte[] body = read(file);
        String type = type(file);
        routes.get(path, exchange -> {
            exchange.answer(Answer.of(HttpResponseStatus.OK, type, body)
                    .with("Cache-Control", "no-cache")
                    .with("Content-Security-Policy", POLICY)
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Referrer-Policy", "no-referrer")
                    .with("Cross-Origin-Opener-Policy", "same-origin"));
            return null;
        });
    }

    private static void redirect(Router.Builder routes, String path, String location) {
        routes.get(path, exchange -> {
            exchange.answer(Answer.text(HttpResponseStatus.FOUND, "the page is at /ops\n")
                    .with("Location", location));
            return null;
        });
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> throw new AssertionError("no media type for " + file);
        };
    }

    private static byte[] read(String file) {
        try (InputStream in = OpsPage.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file + " of the operator's page");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
