package io.longwire.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a setting may have: how one is read and shown, and how the allowed ones are described. Immutable. */
sealed interface Kind permits Kind.Whole, Kind.Size, Kind.Span, Kind.Flag, Kind.Choice, Kind.Host, Kind.Or, ListKind {
    /** The value; null when it is not allowed. */
    @Nullable
    Object parse(String text);

    /** What is allowed, for the one line of an error. */
    String allowed();

    /** The same in a few words, for a table. */
    String range();

    /** A value of this kind, as text that {@link #parse} reads. */
    default String show(Object value) {
        return String.valueOf(value);
    }

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

        @Override
        public String range() {
            return min + "–" + max;
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

        @Override
        public String range() {
            return Sizes.format(min) + "–" + Sizes.format(max);
        }

        @Override
        public String show(Object value) {
            return Sizes.format((Long) value);
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
            return "a duration such as 30 (seconds), 500ms, 30s, 5m or 1m30s, from " + Durations.format(min) + " to "
                    + Durations.format(max);
        }

        @Override
        public String range() {
            return Durations.format(min) + "–" + Durations.format(max);
        }

        @Override
        public String show(Object value) {
            return Durations.format((Duration) value);
        }
    }

    /** A {@link Boolean}. */
    record Flag() implements Kind {
        private static final Set<String> ON = Set.of("true", "on", "yes", "1");
        private static final Set<String> OFF = Set.of("false", "off", "no", "0");

        @Override
        public @Nullable Object parse(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            return ON.contains(word) ? Boolean.TRUE : OFF.contains(word) ? Boolean.FALSE : null;
        }

        @Override
        public String allowed() {
            return "on or off (true/false, yes/no, 1/0)";
        }

        @Override
        public String range() {
            return "on, off";
        }

        @Override
        public String show(Object value) {
            return value == Boolean.TRUE ? "on" : "off";
        }
    }

    /** One word of several, as a {@link String}. */
    record Choice(List<String> words) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            return words.contains(word) ? word : null;
        }

        @Override
        public String allowed() {
            return "one of " + range();
        }

        @Override
        public String range() {
            return String.join(", ", words);
        }
    }

    /** An address or a name of a machine, as a {@link String}; empty for none. Nothing is looked up. */
    record Host() implements Kind {
        private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}.:_%\\[\\]-]{0,253}");

        @Override
        public @Nullable Object parse(String text) {
            return FORM.matcher(text).matches() ? text : null;
        }

        @Override
        public String allowed() {
            return "an address such as 127.0.0.1 or ::1, or the name of a host";
        }

        @Override
        public String range() {
            return "an address or a host name";
        }
    }

    /** A word that stands for {@code value}, or another kind. */
    record Or(List<String> words, Object value, Kind other) implements Kind {
        @Override
        public @Nullable Object parse(String text) {
            return words.contains(text.toLowerCase(Locale.ROOT)) ? value : other.parse(text);
        }

        @Override
        public String allowed() {
            return words.get(0) + ", or " + other.allowed();
        }

        @Override
        public String range() {
            return words.get(0) + ", " + other.range();
        }

        @Override
        public String show(Object shown) {
            return shown.equals(value) ? words.get(0) : other.show(shown);
        }
    }
}
