package io.longwire.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A decoder of what follows the header of a gzip body, as a browser has one: what arrived is decoded at once. */
final class GzipBody {
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[8192];
    private final CRC32 crc = new CRC32();
    private long length;
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
                crc.update(buffer, 0, inflated);
                length += inflated;
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

    /** What is wrong with the end; null when the body has its last block and the right sum over all of it. */
    String wrongEnd() {
        if (!inflater.finished()) {
            return "within the deflate stream";
        }
        ByteBuffer trailer = ByteBuffer.wrap(afterEnd.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        if (trailer.remaining() != 8) {
            return "with " + trailer.remaining() + " bytes after the deflate stream";
        }
        boolean right = trailer.getInt() == (int) crc.getValue() && trailer.getInt() == (int) length;
        return right ? null : "with a sum that is wrong";
    }

    void close() {
        inflater.end();
    }
}
