package io.longwire.summarizer.config;

import io.longwire.config.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What values a variable may have. Immutable.
 *
 * @param allowed in a few words, for people
 */
record Kind(Predicate<String> test, String allowed) {
    static final Kind TEXT = new Kind(text -> true, "any text");
    static final Kind SECRET = new Kind(text -> text.chars().allMatch(c -> c > ' ' && c < 0x7F), "printable ASCII");
    static final Kind SWITCH = new Kind(text -> isOn(text) || isOff(text), "true or false");
    static final Kind URL = new Kind(Kind::isUrl, "a URL such as https://example.org/v1, without query");

    static Kind of(String pattern, String allowed) {
        return new Kind(text -> text.matches(pattern), allowed);
    }

    static Kind number(int min, int max) {
        return new Kind(
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max,
                "a whole number from " + min + " to " + max);
    }

    static Kind span(String min, String max) {
        return new Kind(
                text -> {
                    Duration span = Durations.parse(text);
                    return span != null && span.compareTo(require(min)) >= 0 && span.compareTo(require(max)) <= 0;
                },
                "a span of time from " + min + " to " + max);
    }

    static Duration require(String text) {
        return Objects.requireNonNull(Durations.parse(text), text);
    }

    static boolean isOn(String text) {
        return is(text, "true", "on", "yes", "1");
    }

    private static boolean isOff(String text) {
        return is(text, "false", "off", "no", "0");
    }

    private static boolean is(String text, String... words) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUrl(String text) {
        try {
            var url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return http && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
