package io.longwire.event;

import java.util.List;
import java.util.Random;

/** Makes text of the pieces that trip parsers up. */
public final class OddText {
    private static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\r\n",
            "\n\r",
            "\0",
            "\uFEFF",
            "😀",
            "\u2028",
            "\u0085",
            "\t",
            " ",
            "  ",
            ":",
            ": ",
            "",
            "é",
            "世",
            "data: ",
            "id: 1",
            "event: end",
            "retry: 1",
            "\n\n",
            "0\r\n\r\n",
            "\"",
            "\\",
            "<",
            "*",
            "/",
            "a",
            "b",
            "xyz");

    private OddText() {}

    /** Text that can be encoded, of up to {@code maxPieces} pieces; empty now and then. */
    public static String make(Random random, int maxPieces) {
        var text = new StringBuilder();
        for (int left = random.nextInt(maxPieces + 1); left > 0; left--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Any sequence of chars of the given ones, of all others too, and of halves of surrogate pairs. */
    public static String garbage(Random random, String frequent, int maxLength) {
        var text = new StringBuilder();
        for (int left = random.nextInt(maxLength + 1); left > 0; left--) {
            if (random.nextInt(20) == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
                text.append(frequent.charAt(random.nextInt(frequent.length())));
            }
        }
        return text.toString();
    }
}
