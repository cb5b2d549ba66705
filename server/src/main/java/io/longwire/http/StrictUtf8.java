package io.longwire.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text of bytes that must be UTF-8, with no replacement for what is not. Stateless; any thread. */
public final class StrictUtf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private StrictUtf8() {}

    /** The text; null when the bytes are not UTF-8. */
    public static @Nullable String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // what is not UTF-8 would have left one
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    /** The text; null when the bytes are not UTF-8. */
    public static @Nullable String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }
}
