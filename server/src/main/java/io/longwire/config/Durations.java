package io.longwire.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as people write them: {@code 30} (seconds), {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h},
 * {@code 7d}, or several of these from the largest unit to the smallest, {@code 1m30s}.
 */
public final class Durations {
    private static final long DAY_MILLIS = 86_400_000;
    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS);
    private static final List<String> NAMES = List.of("d", "h", "m", "s", "ms");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    /** A part for each unit; at least one of them. */
    private static final Pattern PARTS = Pattern.compile(NAMES.stream()
            .map(name -> "(?: ?(\\d{1,9}) ?" + name + ")?")
            .collect(Collectors.joining("", "(?=\\d)", "")));

    private Durations() {}

    /** The span; null when the text has another form. */
    public static @Nullable Duration parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        Duration sum = Duration.ZERO;
        for (int i = 0; i < UNITS.size(); i++) {
            String number = parts.group(i + 1);
            if (number != null) {
                sum = sum.plus(Duration.of(Long.parseLong(number), UNITS.get(i)));
            }
        }
        return sum;
    }

    /** A span written in this program. */
    static Duration require(String text) {
        Duration span = parse(text);
        if (span == null) {
            throw new AssertionError(text);
        }
        return span;
    }

    /** The span in the form that {@link #parse} reads; a single day as {@code 24h}. */
    static String format(Duration span) {
        var text = new StringBuilder();
        long rest = span.toMillis();
        for (int i = rest > DAY_MILLIS ? 0 : 1; i < UNITS.size(); i++) {
            long unit = UNITS.get(i).getDuration().toMillis();
            if (rest >= unit) {
                text.append(rest / unit).append(NAMES.get(i));
                rest %= unit;
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
