package io.longwire.property;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils what was well-formed: most of it stays, so that the spoilt place is reached. */
public final class Mutation {
    private static final List<String> PIECES = List.of(
            "",
            "\0",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "\"",
            "\\",
            "\\u",
            "\\ud800",
            "%",
            "%4",
            "%ff",
            "%00",
            "&",
            "=",
            "+",
            ";",
            ",",
            ":",
            "-",
            "/",
            "//",
            "*",
            "**",
            "[",
            "]",
            "{",
            "}",
            "[[[[[[[[",
            "{\"a\":",
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "99999999999999999999",
            "NaN",
            "\uFEFF",
            "\u0085",
            "\u2028",
            "é",
            "😀",
            "topic",
            "data",
            "id",
            "\"end\":",
            "q=0");
    private static final byte[] NOT_UTF8 = {(byte) 0xC0, (byte) 0x80, (byte) 0xED, (byte) 0xA0, (byte) 0xFF, (byte) 0xF5
    };

    private Mutation() {}

    /** A copy of {@code valid} with up to four changes, at times none. */
    public static byte[] of(Random random, byte[] valid) {
        byte[] spoilt = valid.clone();
        for (int left = random.nextInt(5); left > 0; left--) {
            spoilt = once(random, spoilt);
        }
        return spoilt;
    }

    /** The same for text that need not be valid Unicode. */
    public static String of(Random random, String valid) {
        var spoilt = new StringBuilder(valid);
        for (int left = random.nextInt(5); left > 0; left--) {
            int at = random.nextInt(spoilt.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> spoilt.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> spoilt.delete(at, Math.min(spoilt.length(), at + 1 + random.nextInt(4)));
                case 2 -> spoilt.insert(at, (char) random.nextInt(Character.MAX_VALUE + 1));
                default -> spoilt.insert(at, spoilt.substring(random.nextInt(at + 1), at));
            }
        }
        return spoilt.toString();
    }

    private static byte[] once(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(6)) {
            case 0 ->
                spliced(bytes, at, 0, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            case 1 -> spliced(bytes, at, 1 + random.nextInt(4), new byte[0]);
            case 2 -> spliced(bytes, at, random.nextInt(2), new byte[] {NOT_UTF8[random.nextInt(NOT_UTF8.length)]});
            case 3 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 4 -> Arrays.copyOf(bytes, at);
            default -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, random.nextInt(at + 1), at));
        };
    }

    /** The bytes with some at {@code at} replaced. */
    private static byte[] spliced(byte[] bytes, int at, int cut, byte[] put) {
        int rest = Math.min(bytes.length, at + cut);
        var spliced = Arrays.copyOf(bytes, at + put.length + bytes.length - rest);
        System.arraycopy(put, 0, spliced, at, put.length);
        System.arraycopy(bytes, rest, spliced, at + put.length, bytes.length - rest);
        return spliced;
    }
}
