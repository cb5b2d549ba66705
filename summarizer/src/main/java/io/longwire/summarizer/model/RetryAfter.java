package io.longwire.summarizer.model;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How long a provider asks to wait: by {@code Retry-After}, seconds or a date, or by Google's {@code retryDelay}. */
final class RetryAfter {
    private RetryAfter() {}

    /** Null when it does not say, or says what cannot be read. */
    static @Nullable Duration of(@Nullable HttpHeaders headers, JsonNode error) {
        if (headers != null) {
            Duration exact = number(headers.firstValue("retry-after-ms").orElse(""), 1);
            Duration header = exact != null
                    ? exact
                    : header(headers.firstValue("retry-after").orElse(""));
            if (header != null) {
                return header;
            }
        }
        for (JsonNode detail : error.path("details")) {
            String delay = detail.path("retryDelay").asString("");
            if (delay.endsWith("s")) {
                return number(delay.substring(0, delay.length() - 1), 1_000);
            }
        }
        return null;
    }

    private static @Nullable Duration header(String value) {
        Duration seconds = number(value, 1_000);
        if (seconds != null || value.isEmpty()) {
            return seconds;
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private static @Nullable Duration number(String text, long millis) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value < 1e9 ? Duration.ofMillis((long) (value * millis)) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
