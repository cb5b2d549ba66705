package io.longwire.event;

/** What was given cannot be an event, a topic or a selector; the message says which part, and what is allowed. */
public final class InvalidEventException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidEventException(String message) {
        super(message);
    }

    /** Makes text of a stranger fit for one line of an error: control characters replaced, cut at 80 characters. */
    public static String quote(String text) {
        var out = new StringBuilder("'");
        text.codePoints().limit(80).forEach(c -> {
            if (Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append(text.length() > 80 ? "…'" : "'").toString();
    }
}
