package io.longwire.log;

import java.util.Arrays;

/**
 * The pieces of a batch's frames, side by side on the heap, until they are appended with them: so it is known how much
 * memory they need, and the append stays atomic. The sequencer's own.
 */
final class BatchPieces {
    /** Kinds of pieces: where their bounds stand among a frame's. */
    static final int INDEPENDENT = 0;

    static final int CHAINED = 2;
    static final int ENVELOPED = 4;

    /** From and to of each kind. */
    private static final int BOUNDS = 6;
    /** A buffer is not kept beyond this. */
    private static final int MAX_KEPT_BYTES = 4 * 1024 * 1024;

    private static final byte[] NO_BYTES = {};
    private static final int[] NO_BOUNDS = new int[BOUNDS];

    private byte[] bytes = NO_BYTES;
    private int used;
    private int[] bounds = new int[16 * BOUNDS];
    private long[] predecessors = new long[16];
    private int count;

    /** How many frames have pieces made: none, or all of the batch. */
    int count() {
        return count;
    }

    /** 0 when the frame has no piece of this kind. */
    int length(int index, int kind) {
        int at = index * BOUNDS + kind;
        return bounds[at + 1] - bounds[at];
    }

    void clear() {
        count = 0;
        used = 0;
        bytes = bytes.length > MAX_KEPT_BYTES ? NO_BYTES : bytes;
    }

    /** Begins with the next frame, which has no pieces yet; returns its index. */
    int begin() {
        if (count == predecessors.length) {
            predecessors = Arrays.copyOf(predecessors, count * 2);
            bounds = Arrays.copyOf(bounds, count * 2 * BOUNDS);
        }
        predecessors[count] = 0;
        Arrays.fill(bounds, count * BOUNDS, (count + 1) * BOUNDS, used);
        return count++;
    }

    /** Makes room for so many bytes after {@link #used()}. */
    void reserve(int most) {
        if (bytes.length - used < most) {
            bytes = Arrays.copyOf(bytes, Math.max(used + most, bytes.length * 2));
        }
    }

    /** To be written to from {@link #used()} on, as far as room was reserved. */
    byte[] bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    /** What was written from {@code from} to {@code to} is a piece of the frame that was begun last. */
    void add(int kind, int from, int to) {
        int at = (count - 1) * BOUNDS + kind;
        bounds[at] = from;
        bounds[at + 1] = to;
        used = to;
    }

    /** Says what the chained piece of the frame that was begun last looks back at. */
    void follows(long predecessor) {
        predecessors[count - 1] = predecessor;
    }

    /** Puts a frame's pieces beside the row that it gets next, for which there is room; none where none were made. */
    void appendTo(Segment segment, int index) {
        if (count == 0) {
            segment.appendPieces(NO_BYTES, NO_BOUNDS, 0, 0);
        } else {
            segment.appendPieces(bytes, bounds, index * BOUNDS, predecessors[index]);
        }
    }
}
