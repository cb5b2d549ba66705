package io.longwire.event;

import java.nio.ByteBuffer;

/** The header and trailer of an HTTP/1.1 chunk (RFC 9112, 7.1). Stateless; any thread. */
public final class Chunk {
    /** Bytes after the chunk's data. */
    public static final int TRAILER_LENGTH = 2;
    /** Bytes before its data, at most. */
    public static final int MAX_HEADER_LENGTH = 10;

    private static final byte[] HEX = EventId.ascii("0123456789abcdef");

    private Chunk() {}

    /** Bytes before {@code dataLength} bytes of data. */
    public static int headerLength(int dataLength) {
        return hexDigits(dataLength) + 2;
    }

    /** Bytes of the whole chunk. */
    public static int length(int dataLength) {
        return headerLength(dataLength) + dataLength + TRAILER_LENGTH;
    }

    /** Writes the header at the target's position. */
    public static void putHeader(ByteBuffer target, int dataLength) {
        for (int shift = (hexDigits(dataLength) - 1) * 4; shift >= 0; shift -= 4) {
            target.put(HEX[(dataLength >> shift) & 15]);
        }
        target.put((byte) '\r').put((byte) '\n');
    }

    /** Writes the trailer at the target's position. */
    public static void putTrailer(ByteBuffer target) {
        target.put((byte) '\r').put((byte) '\n');
    }

    private static int hexDigits(int value) {
        return Math.max(1, (35 - Integer.numberOfLeadingZeros(value)) / 4);
    }
}
