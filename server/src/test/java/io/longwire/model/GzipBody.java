package io.longwire.model;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A decoder of what follows the header of a gzip body, as a browser has one: what arrived is decoded at once. */
final class GzipBody {
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream afterEnd = new ByteArrayOutputStream();

    /** Adds decoded bytes to {@code text}; returns what is wrong, or null. */
    String decode(byte[] bytes, ByteArrayOutputStream text) {
        if (inflater.finished()) {
            afterEnd.writeBytes(bytes);
            return null;
        }
        inflater.setInput(bytes);
        try {
            int inflated;
            do {
                inflated = inflater.inflate(buffer);
                text.write(buffer, 0, inflated);
            } while (inflated > 0);
        } catch (DataFormatException e) {
            return "what does not inflate: " + e.getMessage();
        }
        if (inflater.finished()) {
            int rest = inflater.getRemaining();
            afterEnd.writeBytes(Arrays.copyOfRange(bytes, bytes.length - rest, bytes.length));
        }
        return null;
    }

    /** Whether the deflate stream has its last block. */
    boolean isDone() {
        return inflater.finished();
    }

    void close() {
        inflater.end();
    }
}
