package io.longwire.log;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The log's memory: held segments, dropped ones that readers may still be in, and spare ones made for the next batch,
 * all within one bound. The sequencer's own.
 */
final class SegmentRing {
    /** A segment is this part of the bound, or as large as the one frame in it. */
    private static final int PARTS = 16;
    /** This part of the bound is left for dropped segments that wait for readers, so that appending need not wait. */
    private static final int SLACK = 8;

    /** Few large segments would be no better than many. */
    private static final int MAX_SEGMENT_BYTES = 256 * 1024 * 1024;
    /** A block of pieces is this part of a segment, or as large as the one piece in it. */
    private static final int BLOCKS_PER_SEGMENT = 4;
    /** A segment's pieces for compressed streams, of both kinds, take less than twice what its frames take. */
    private static final int MOST_WITH_PIECES = 3;
    /** Base64 of what does not shrink is a third more than the frame; then there are the blocks' ends. */
    private static final int MOST_WITH_ENVELOPES = 5;

    private final long bound;
    private final int segmentBytes;
    private final int blockBytes;
    private final ReadFences fences;
    private final ArrayDeque<Segment> held = new ArrayDeque<>();
    private final ArrayDeque<Segment> dropped = new ArrayDeque<>();
    /** Made before a batch is appended, so that want of memory cannot tear it. */
    private final ArrayDeque<Segment> spare = new ArrayDeque<>();

    private final ArrayDeque<Memory> spareBlocks = new ArrayDeque<>();

    /** The last one that was begun, held or dropped: readers that stand in it go on from there. */
    private @Nullable Segment newest;

    private long heldCapacity;
    private long droppedCapacity;
    private long nextNumber;
    /** Sealed: the next frame begins a new segment, whatever room is left. */
    private boolean sealed;

    private final ArrayDeque<Integer> plan = new ArrayDeque<>();
    private final ArrayDeque<Integer> planBlocks = new ArrayDeque<>();
    private long planned;

    SegmentRing(long bound, ReadFences fences) {
        this.bound = bound;
        this.segmentBytes = (int) Math.min(bound / PARTS, MAX_SEGMENT_BYTES);
        this.blockBytes = segmentBytes / BLOCKS_PER_SEGMENT;
        this.fences = fences;
    }

    /**
     * The most that can be appended at once. Frames laid one after the other fill segments to more than half on average,
     * so that this much always fits when everything else is dropped.
     */
    long maxAppendBytes() {
        return bound / 8 * 3;
    }

    /**
     * Works out which segments and blocks frames of these lengths and their pieces will need. Where they would not fit
     * even when all else is dropped, the pieces are given up.
     */
    void plan(int[] lengths, long total, BatchPieces pieces) {
        boolean large = total > bound / 8; // it may need even the last one's memory
        plan(lengths, large, pieces);
        if (!planCanFit()) {
            pieces.clear();
            plan(lengths, large, pieces);
        }
        if (!planCanFit()) {
            plan(lengths, true, pieces); // the last one's memory is large because of its pieces
        }
    }

    private void plan(int[] lengths, boolean seal, BatchPieces pieces) {
        plan.clear();
        planBlocks.clear();
        planned = 0;
        Segment last = held.peekLast();
        sealed = last == null || seal;
        boolean begun = !sealed && last != null;
        int free = begun ? last.capacity() - last.used() : 0;
        SegmentPieces made = begun ? last.pieces() : null;
        int independentFree = made == null ? 0 : made.independent().room();
        int chainedFree = made == null ? 0 : made.chained().room();
        int envelopedFree = made == null ? 0 : made.enveloped().room();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > free) {
                free = Math.max(segmentBytes, lengths[i]);
                plan.add(free);
                planned += free;
                independentFree = 0;
                chainedFree = 0;
                envelopedFree = 0;
            }
            free -= lengths[i];
            if (pieces.count() > 0) {
                independentFree = planPiece(pieces.length(i, BatchPieces.INDEPENDENT), independentFree);
                chainedFree = planPiece(pieces.length(i, BatchPieces.CHAINED), chainedFree);
                envelopedFree = planPiece(pieces.length(i, BatchPieces.ENVELOPED), envelopedFree);
            }
        }
    }

    private int planPiece(int length, int free) {
        if (length <= free) {
            return free - length;
        }
        int block = Math.max(blockBytes, length);
        planBlocks.add(block);
        planned += block;
        return block - length;
    }

    private boolean planCanFit() {
        Segment last = held.peekLast();
        long kept = sealed || last == null ? 0 : last.memoryBytes();
        return planned == 0 || kept + planned <= bound - bound / SLACK;
    }

    /** The oldest segment, taken out of the held ones because the plan needs room; null when enough was dropped. */
    @Nullable
    Segment dropForPlan() {
        if (planned == 0 || heldCapacity + planned <= bound - bound / SLACK || held.size() <= (sealed ? 0 : 1)) {
            return null;
        }
        Segment segment = held.remove();
        heldCapacity -= segment.memoryBytes();
        dropped.add(segment);
        droppedCapacity += segment.memoryBytes();
        return segment;
    }

    /** Whether the planned segments can be made within the bound. */
    boolean planFits() {
        return planned == 0 || heldCapacity + droppedCapacity + planned <= bound;
    }

    /**
     * Runs {@code goOn} once, when the plan may fit: some dropped segment can be freed that could not be before. It may
     * run on another thread while this still does, so this is the caller's last use of the log.
     */
    void whenReadersPassed(Runnable goOn) {
        Segment oldest = planFits() ? null : dropped.peek();
        if (oldest == null) {
            goOn.run();
        } else {
            fences.whenPassed(oldest.number(), goOn);
        }
    }

    /** Makes the planned segments. */
    void makePlanned() {
        try {
            for (int capacity : plan) {
                spare.add(new Segment(nextNumber + spare.size(), capacity));
            }
            for (int capacity : planBlocks) {
                spareBlocks.add(new Memory(capacity));
            }
        } catch (OutOfMemoryError e) {
            free(spare);
            freeSpareBlocks();
            throw e;
        }
        nextNumber += spare.size();
        heldCapacity += planned;
    }

    /** The segment that the next frame goes into. */
    Segment forFrame(int length, long offset) {
        Segment last = held.peekLast();
        if (!sealed && last != null && last.capacity() - last.used() >= length) {
            return last;
        }
        sealed = false;
        Segment segment = spare.remove();
        segment.base(offset);
        if (newest != null) {
            newest.next(segment);
        }
        newest = segment;
        held.add(segment);
        return segment;
    }

    /** Puts the pieces of the batch's frame {@code index} beside the row that it gets next, where it was planned. */
    void appendPieces(Segment segment, BatchPieces made, int index) {
        if (made.count() > 0) {
            SegmentPieces pieces = segment.obtainPieces();
            makeRoom(pieces.independent(), made.length(index, BatchPieces.INDEPENDENT));
            makeRoom(pieces.chained(), made.length(index, BatchPieces.CHAINED));
            makeRoom(pieces.enveloped(), made.length(index, BatchPieces.ENVELOPED));
        }
        made.appendTo(segment, index);
    }

    private void makeRoom(PieceColumn column, int length) {
        if (length > column.room()) {
            column.begin(spareBlocks.remove());
        }
    }

    /** The held segment that has an event of this id; null when none has. */
    @Nullable
    Segment holding(long id) {
        for (Iterator<Segment> newestFirst = held.descendingIterator(); newestFirst.hasNext(); ) {
            Segment segment = newestFirst.next();
            if (segment.count() > 0 && segment.id(0) <= id) {
                int row = segment.firstAfter(id - 1, segment.count());
                return row < segment.count() && segment.id(row) == id ? segment : null;
            }
        }
        return null;
    }

    Segment[] held() {
        return held.toArray(new Segment[0]);
    }

    /** Number of the oldest held segment, or of the next to be made. */
    long firstNumber() {
        Segment first = held.peekFirst();
        return first == null ? nextNumber : first.number();
    }

    /** The newest id in what must be dropped when two more segments are opened; 0 when nothing must. */
    long nextToDrop() {
        Segment last = held.peekLast();
        long excess = heldCapacity + 2L * most(last) * segmentBytes - (bound - bound / SLACK);
        long id = 0;
        for (Segment segment : held) {
            if (excess <= 0 || segment.count() == 0) {
                break;
            }
            id = segment.id(segment.count() - 1);
            excess -= segment.memoryBytes();
        }
        return id;
    }

    /** How many times its frames' bytes a segment like this one may take. */
    private static int most(@Nullable Segment like) {
        SegmentPieces pieces = like == null ? null : like.pieces();
        if (pieces == null) {
            return 1;
        }
        return pieces.enveloped().capacity() > 0 ? MOST_WITH_ENVELOPES : MOST_WITH_PIECES;
    }

    /** Frees dropped segments that no reader can be in; to be called after the view without them was published. */
    void freeDropped() {
        long lowest = dropped.isEmpty() ? 0 : fences.lowest();
        for (Segment s = dropped.peek(); s != null && s.number() < lowest; s = dropped.peek()) {
            dropped.remove();
            droppedCapacity -= s.memoryBytes();
            s.free();
        }
    }

    void freeAll() {
        free(held);
        free(spare);
        free(dropped);
        freeSpareBlocks();
    }

    private static void free(ArrayDeque<Segment> segments) {
        segments.forEach(Segment::free);
        segments.clear();
    }

    private void freeSpareBlocks() {
        spareBlocks.forEach(Memory::free);
        spareBlocks.clear();
    }
}
