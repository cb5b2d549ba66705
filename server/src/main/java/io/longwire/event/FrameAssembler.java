package io.longwire.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

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
    /** Bytes after the inner slice. */
    public static final int TRAILER_LENGTH = 2;

    private static final byte[] ID = EventId.ascii("id: ");
    private static final byte[] NONE = {};
    private static final byte[] HEX = EventId.ascii("0123456789abcdef");

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
        return hexDigits(innerLength) + 2 + innerLength + TRAILER_LENGTH;
    }

    /** Writes the frame that was prepared last at the target's position. */
    public void put(ByteBuffer target) {
        for (int shift = (hexDigits(innerLength) - 1) * 4; shift >= 0; shift -= 4) {
            target.put(HEX[(innerLength >> shift) & 15]);
        }
        target.put((byte) '\r').put((byte) '\n');
        target.put(lines).put(idLine, 0, idLength).put((byte) '\n');
        target.put((byte) '\r').put((byte) '\n');
        lines = NONE;
    }

    /** One of the server's own events as it goes on the wire, on the heap. */
    public byte[] assemble(byte[] eventLines, long id, WireForm form) {
        var frame = new byte[prepare(eventLines, id)];
        put(ByteBuffer.wrap(frame));
        int header = chunkHeaderLength(frame.length);
        return form == WireForm.CHUNKED ? frame : Arrays.copyOfRange(frame, header, frame.length - TRAILER_LENGTH);
    }

    /** Bytes before the inner slice of a frame of {@code frameLength} bytes: the length tells how many digits it has. */
    public static int chunkHeaderLength(int frameLength) {
        int digits = 1;
        while (frameLength - digits - 2 - TRAILER_LENGTH >= 1L << (4 * digits)) {
            digits++;
        }
        return digits + 2;
    }

    private static int hexDigits(int value) {
        return Math.max(1, (35 - Integer.numberOfLeadingZeros(value)) / 4);
    }
}
