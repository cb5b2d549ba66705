package io.longwire.summarizer.video;

/** A piece of the text is no link to a video or playlist. The message names it, shortened, for the person. */
public final class LinkException extends Exception {
    private static final int LONGEST_SHOWN = 100;

    private final String piece;

    LinkException(String piece, String message) {
        super(message);
        this.piece = piece;
    }

    static LinkException notALink(String piece) {
        return new LinkException(piece, "‘" + shown(piece) + "’ is not a YouTube video or playlist");
    }

    static LinkException tooMany(int most) {
        return new LinkException("", "At most " + most + " links can be submitted at once");
    }

    /** What was pasted, whole; may be anything at all. */
    public String piece() {
        return piece;
    }

    /** Short, and without characters that could move or hide other text. */
    private static String shown(String piece) {
        var shown = new StringBuilder();
        piece.codePoints().limit(LONGEST_SHOWN).forEach(c -> shown.appendCodePoint(isVisible(c) ? c : '\uFFFD'));
        return piece.codePointCount(0, piece.length()) > LONGEST_SHOWN ? shown + "…" : shown.toString();
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
