package io.longwire.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What values a setting may have: how one is read, and how the allowed ones are described. Immutable. */
sealed interface Kind {
    /** The value; null when it is not allowed. */
    @Nullable
    Object parse(String text);

    /** What is allowed, for the one line of an error. */
    String allowed();

    /** Whether the text must not be shown. */
    default boolean isSecret() {
        return false;
    }

    /** A whole number, as an {@link Integer}. */
    record Whole(int min, int max) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            if (!text.matches("\\d{1,10}")) {
                return null;
            }
            long number = Long.parseLong(text);
            return number < min || number > max ? null : (Object) (int) number;
        }

        @Override
        public String allowed() {
            return "a whole number from " + min + " to " + max;
        }
    }

    /** A number of bytes, as a {@link Long}. */
    record Size(long min, long max) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            long bytes = Sizes.parse(text);
            return bytes < min || bytes > max ? null : (Object) bytes;
        }

        @Override
        public String allowed() {
            return "a size such as 65536, 64KiB or 64MiB, from " + Sizes.format(min) + " to " + Sizes.format(max);
        }
    }

    /** A {@link Duration}. */
    record Span(Duration min, Duration max) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            Duration span = Durations.parse(text);
            return span == null || span.compareTo(min) < 0 || span.compareTo(max) > 0 ? null : span;
        }

        @Override
        public String allowed() {
            return "a duration such as 30 (seconds), 500ms, 30s or 5m, from " + Durations.format(min) + " to "
                    + Durations.format(max);
        }
    }

    /** A {@link Duration}; zero for {@code off}. */
    record SpanOrOff(Duration min, Duration max) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            return text.equals("off") || text.equals("0") ? Duration.ZERO : new Span(min, max).parse(text);
        }

        @Override
        public String allowed() {
            return "off, or " + new Span(min, max).allowed();
        }
    }

    /** A number of bytes, as a {@link Long}; -1 for {@code auto}. */
    record SizeOrAuto(long max) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            return text.equals("auto") ? (Object) Long.valueOf(-1) : new Size(0, max).parse(text);
        }

        @Override
        public String allowed() {
            return "auto, or " + new Size(0, max).allowed();
        }
    }

    /** A {@link Boolean}. */
    record Flag() implements Kind {
        private static final Set<String> ON = Set.of("true", "on", "yes", "1");
        private static final Set<String> OFF = Set.of("false", "off", "no", "0");

        @Override
        public @Nullable Object parse(String text) {
            return ON.contains(text) ? Boolean.TRUE : OFF.contains(text) ? Boolean.FALSE : null;
        }

        @Override
        public String allowed() {
            return "on or off (true/false, yes/no, 1/0)";
        }
    }

    /** One word of several, as a {@link String}. */
    record Choice(List<String> words) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            return words.contains(text) ? text : null;
        }

        @Override
        public String allowed() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Any text, as a {@link String}; empty for none. */
    record Text() implements Kind {
        @Override
        public Object parse(String text) {
            return text;
        }

        @Override
        public String allowed() {
            return "any text";
        }
    }

    /** Texts divided by commas, as a {@link List}. */
    record Texts() implements Kind {
        @Override
        public Object parse(String text) {
            return split(text);
        }

        @Override
        public String allowed() {
            return "a comma-separated list";
        }
    }

    /** Keys of access divided by commas, as a {@link List}; never shown. */
    record Keys() implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            List<String> keys = split(text);
            return keys.stream().allMatch(Keys::isToken) ? keys : null;
        }

        /** What an Authorization header and a cookie can both carry. */
        private static boolean isToken(String key) {
            return key.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';' && c != '"' && c != '\\');
        }

        @Override
        public String allowed() {
            return "comma-separated keys of visible ASCII without ; \" \\ and spaces";
        }

        @Override
        public boolean isSecret() {
            return true;
        }
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
