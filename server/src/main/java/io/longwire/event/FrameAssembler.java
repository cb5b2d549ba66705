package io.longwire.event;

import java.nio.ByteBuffer;

/**
 * Makes a frame of rendered lines: adds the id line, the blank line, and the HTTP/1.1 chunk around them.
 *
 * <pre>{@code
 *   3d\r\n            chunk header (RFC 9112, 7.1)      ┐
 *   event: progress\n                                   │
 *   data: {"done":3}\n            inner slice: what     │ frame: what an HTTP/1.1
 *   id: 1764000000000-0-k3v9qa\n  an HTTP/1.0 peer gets │ peer gets
 *   \n                                                  │
 *   \r\n              chunk trailer                     ┘
 * }</pre>
 *
 * <p>Frames laid side by side are therefore a valid stretch of a chunked body. Holds scratch space: one per thread.
 */
public final class FrameAssembler {
    private static final byte[] ID = EventId.ascii("id: ");
    private static final byte[] NONE = {};

    private final byte[] tag;
    private final byte[] idLine = new byte[64];
    private int idLength;
    private int innerLength;
    private byte[] lines = NONE;

    public FrameAssembler(String logTag) {
        tag = EventId.ascii(logTag);
        System.arraycopy(ID, 0, idLine, 0, ID.length);
    }

    /** Takes the lines of an event that carries its own id, or none. Returns the frame's length in bytes. */
    public int prepare(byte[] eventLines) {
        idLength = 0;
        return prepared(eventLines);
    }

    /** Takes the lines of an event and the id to give it. Returns the frame's length in bytes. */
    public int prepare(byte[] eventLines, long id) {
        int end = EventId.render(id, tag, idLine, ID.length);
        idLine[end] = '\n';
        idLength = end + 1;
        return prepared(eventLines);
    }

    private int prepared(byte[] eventLines) {
        lines = eventLines;
        innerLength = eventLines.length + idLength + 1;
        return Chunk.length(innerLength);
    }

    /** Writes the frame that was prepared last at the target's position. */
    public void put(ByteBuffer target) {
        Chunk.putHeader(target, innerLength);
        putInner(target);
        Chunk.putTrailer(target);
    }

    /** Bytes of the inner slice of the frame that was prepared last. */
    public int innerLength() {
        return innerLength;
    }

    /** Writes the inner slice of the frame that was prepared last at the target's position. */
    public void putInner(ByteBuffer target) {
        target.put(lines).put(idLine, 0, idLength).put((byte) '\n');
        lines = NONE;
    }

    /** One of the server's own events as it goes on the wire, on the heap. */
    public byte[] assemble(byte[] eventLines, long id, WireForm form) {
        int frameLength = prepare(eventLines, id);
        var bytes = new byte[form.isFramed() ? frameLength : innerLength];
        if (form.isFramed()) {
            put(ByteBuffer.wrap(bytes));
        } else {
            putInner(ByteBuffer.wrap(bytes));
        }
        return form.isGzip() ? GzipBody.stored(bytes) : bytes;
    }

    /** Bytes before the inner slice of a frame of {@code frameLength} bytes: the length tells how many digits it has. */
    public static int chunkHeaderLength(int frameLength) {
        int digits = 1;
        while (frameLength - digits - 2 - Chunk.TRAILER_LENGTH >= 1L << (4 * digits)) {
            digits++;
        }
        return digits + 2;
    }
}
