package io.longwire.cli;

/**
 * Makes text of strangers fit for one line of a terminal or a log: what could break the line, steer the terminal, hide
 * or turn text round is written as {@code \n}, {@code \r}, {@code \t} or {@code \}{@code uXXXX}. Any thread.
 */
final class SafeText {
    private SafeText() {}

    /** The same object when there is nothing to escape, which is nearly always. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                var out = new StringBuilder(text.length() + 16).append(text, 0, i);
                escape(text, i, out);
                return out.toString();
            }
        }
        return text;
    }

    private static void escape(String text, int from, StringBuilder out) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && Character.getType(text.codePointAt(i)) != Character.FORMAT;
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (isUnsafe(c)) {
                append(out, c);
            } else {
                out.append(c);
            }
        }
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(String.format("\\u%04x", (int) c));
        }
    }

    /** Surrogates too: alone they are no text, and in pairs they are looked at together. */
    private static boolean isUnsafe(char c) {
        if (c >= ' ' && c < 0x7F) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
