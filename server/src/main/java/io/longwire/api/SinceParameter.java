package io.longwire.api;

import io.longwire.config.Durations;
import io.longwire.event.InvalidEventException;
import io.longwire.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * The query parameter {@code since=}, a moment in one of three forms: Unix milliseconds ({@code 1764000000000}), an ISO
 * 8601 instant ({@code 2026-01-31T12:00:00Z}, or with an offset), or a span that long ago ({@code 5m}, {@code 24h}; its
 * unit is needed). Stateless; any thread.
 */
final class SinceParameter {
    private SinceParameter() {}

    /** Unix milliseconds, not before 1970. Throws {@link RequestException} (400) for another form. */
    static long parse(String text, Instant now) {
        if (text.matches("\\d{1,15}")) {
            return Long.parseLong(text);
        }
        Duration ago = Durations.parse(text);
        if (ago != null) {
            return Math.max(0, now.minus(ago).toEpochMilli());
        }
        try {
            // A plus sign in a query stands for a space.
            return Math.max(
                    0, OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException other) {
            throw RequestException.bad("since=" + InvalidEventException.quote(text)
                    + " is none of: Unix milliseconds, an instant such as 2026-01-31T12:00:00Z, a span such as 5m");
        }
    }
}
