package io.longwire.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} header's value now, rendered once a second. Any thread. */
final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static volatile Rendered last = render(0);

    private record Rendered(long second, String text) {}

    private HttpDate() {}

    static String now() {
        long second = System.currentTimeMillis() / 1000;
        Rendered current = last;
        if (current.second != second) {
            current = render(second);
            last = current;
        }
        return current.text;
    }

    private static Rendered render(long second) {
        return new Rendered(second, FORM.format(Instant.ofEpochSecond(second)));
    }
}
