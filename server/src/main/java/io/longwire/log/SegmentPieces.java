package io.longwire.log;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What a {@link Segment} holds for streams with the content coding gzip: of each row the frame's inner slice as a stretch
 * of a deflate stream, in a chunk of its own. It ends with a sync flush, so that the event can be decoded as soon as it
 * has arrived, and on a byte's bound, so that any other may follow.
 *
 * <p>An <em>independent</em> piece looks back at nothing. A <em>chained</em> one looks back at the inner slice of its
 * predecessor, the event before it on its topic: it is only for a stream whose last bytes are exactly that frame. Where a
 * row has none, its inner slice goes out stored.
 *
 * <p>For streams that asked for the original application's envelope there is the <em>enveloped</em> frame, of large events
 * alone; the others get the frame as it is.
 *
 * <p>The sequencer appends; shards read rows below the count that their {@link LogView} states.
 */
public final class SegmentPieces {
    private final PieceColumn independent;
    private final PieceColumn chained;
    private final PieceColumn enveloped;
    private long[] predecessors;
    private int rows;

    /** @param rows of the segment, which have no pieces */
    SegmentPieces(int rows) {
        independent = new PieceColumn(rows);
        chained = new PieceColumn(rows);
        enveloped = new PieceColumn(rows);
        predecessors = new long[Math.max(64, rows * 2)];
        this.rows = rows;
    }

    public PieceColumn independent() {
        return independent;
    }

    public PieceColumn chained() {
        return chained;
    }

    public PieceColumn enveloped() {
        return enveloped;
    }

    /** Id of the frame that must be the last on the wire before the row's chained piece; 0 when the row has none. */
    public long predecessor(int row) {
        return predecessors[row];
    }

    // Below: the sequencer only.

    /** Bytes of all blocks. */
    long capacity() {
        return independent.capacity() + chained.capacity() + enveloped.capacity();
    }

    /** Says of the row that was added to all columns last what its chained piece looks back at. */
    void follows(long predecessor) {
        if (rows == predecessors.length) {
            long[] more = Arrays.copyOf(predecessors, rows * 2);
            VarHandle.storeStoreFence(); // as in PieceColumn
            predecessors = more;
        }
        predecessors[rows++] = predecessor;
    }

    void free() {
        independent.free();
        chained.free();
        enveloped.free();
    }
}
