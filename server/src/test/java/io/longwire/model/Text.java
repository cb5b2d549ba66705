package io.longwire.model;

/** Text made fit for a failure's message. */
final class Text {
    private static final int MAX = 40;

    private Text() {}

    static String brief(String text) {
        String plain = text.replace("\n", "\\n").replace("\r", "\\r");
        return plain.length() <= MAX ? plain : plain.substring(0, MAX) + "…(" + text.length() + ")";
    }
}
