package io.longwire.summarizer.web;

import io.longwire.embed.RouteAnswer;
import io.longwire.summarizer.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** How an error is said. */
enum ErrorShape {
    /** <code>{"error": …}</code>, as the original application did. */
    ORIGINAL {
        @Override
        RouteAnswer body(Refused refused) {
            return RouteAnswer.json(refused.status(), Json.write(Map.of("error", refused.detail())));
        }
    },
    /** RFC 9457. */
    PROBLEM {
        @Override
        RouteAnswer body(Refused refused) {
            String text =
                    Json.write(new Problem("about:blank", title(refused.status()), refused.status(), refused.detail()));
            return RouteAnswer.of(refused.status(), "application/problem+json", text.getBytes(StandardCharsets.UTF_8));
        }
    };

    private record Problem(String type, String title, int status, String detail) {}

    abstract RouteAnswer body(Refused refused);

    RouteAnswer answer(Refused refused) {
        RouteAnswer answer = body(refused);
        Duration wait = refused.retryAfter();
        return wait == null ? answer : answer.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds() + 1)));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            default -> "Error";
        };
    }
}
