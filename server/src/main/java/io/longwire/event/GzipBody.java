package io.longwire.event;

import java.nio.ByteBuffer;

/**
 * The parts of a chunked body with the content coding gzip (RFC 1952) that need no compressor: its beginning, bytes that
 * are stored as they are, and its end. Each is made of whole chunks and ends where a deflate block ends, on a byte's
 * bound; so does each compressed event. Any of them may therefore follow any other.
 *
 * <p>What is stored ends with an empty stored block, as a sync flush does: there are decoders, that of Go among them, which
 * give nothing out before they meet one. Stateless; any thread.
 */
public final class GzipBody {
    /** The most that one stored block holds (RFC 1951, 3.2.4). */
    public static final int MAX_STORED = 65_535;
    /** Bytes before the data of a stored block that begins on a byte's bound. */
    public static final int STORED_HEADER_LENGTH = 5;

    /** Deflate, no flags, no time, an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** An empty block, the last one. */
    private static final byte[] FINAL_BLOCK = {3, 0};

    private GzipBody() {}

    /** What a body begins with. */
    public static byte[] begin() {
        return chunk(HEADER);
    }

    /**
     * What a body ends with.
     *
     * @param sum of all the text in it, see {@link GzipSum}
     */
    public static byte[] end(long sum) {
        ByteBuffer end = ByteBuffer.allocate(FINAL_BLOCK.length + 8).put(FINAL_BLOCK);
        putLittleEndian(end, GzipSum.crc(sum));
        putLittleEndian(end, GzipSum.crc(sum) >>> 16);
        putLittleEndian(end, GzipSum.length(sum));
        putLittleEndian(end, GzipSum.length(sum) >>> 16);
        return chunk(end.array());
    }

    /** Bytes of the deflate stream that hold {@code length} bytes as they are, and the flush behind them. */
    public static int storedLength(int length) {
        return length + (blocks(length) + 1) * STORED_HEADER_LENGTH;
    }

    private static int blocks(int length) {
        return (length + MAX_STORED - 1) / MAX_STORED;
    }

    /** Writes what stands before the data of a stored block of {@code length} bytes; with 0 it is a flush. */
    public static void putStoredHeader(ByteBuffer target, int length) {
        target.put((byte) 0);
        putLittleEndian(target, length);
        putLittleEndian(target, ~length);
    }

    private static void putLittleEndian(ByteBuffer target, int value) {
        target.put((byte) value).put((byte) (value >> 8));
    }

    /** A chunk in which {@code text} is stored. */
    public static byte[] stored(byte[] text) {
        int length = storedLength(text.length);
        ByteBuffer chunk = ByteBuffer.allocate(Chunk.length(length));
        Chunk.putHeader(chunk, length);
        for (int from = 0; from < text.length; from += MAX_STORED) {
            int block = Math.min(MAX_STORED, text.length - from);
            putStoredHeader(chunk, block);
            chunk.put(text, from, block);
        }
        putStoredHeader(chunk, 0);
        Chunk.putTrailer(chunk);
        return chunk.array();
    }

    private static byte[] chunk(byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(Chunk.length(data.length));
        Chunk.putHeader(chunk, data.length);
        chunk.put(data);
        Chunk.putTrailer(chunk);
        return chunk.array();
    }
}
