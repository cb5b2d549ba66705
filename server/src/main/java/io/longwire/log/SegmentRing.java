package io.longwire.log;

import java.util.ArrayDeque;
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

    private final long bound;
    private final int segmentBytes;
    private final ReadFences fences;
    private final ArrayDeque<Segment> held = new ArrayDeque<>();
    private final ArrayDeque<Segment> dropped = new ArrayDeque<>();
    /** Made before a batch is appended, so that want of memory cannot tear it. */
    private final ArrayDeque<Segment> spare = new ArrayDeque<>();

    /** The last one that was begun, held or dropped: readers that stand in it go on from there. */
    private @Nullable Segment newest;

    private long heldCapacity;
    private long droppedCapacity;
    private long nextNumber;
    /** Sealed: the next frame begins a new segment, whatever room is left. */
    private boolean sealed;

    private final ArrayDeque<Integer> plan = new ArrayDeque<>();
    private long planned;

    SegmentRing(long bound, ReadFences fences) {
        this.bound = bound;
        this.segmentBytes = (int) Math.min(bound / PARTS, MAX_SEGMENT_BYTES);
        this.fences = fences;
    }

    /**
     * The most that can be appended at once. Frames laid one after the other fill segments to more than half on average,
     * so that this much always fits when everything else is dropped.
     */
    long maxAppendBytes() {
        return bound / 8 * 3;
    }

    /** Works out which segments frames of these lengths will need. */
    void plan(int[] lengths, long total) {
        plan.clear();
        planned = 0;
        Segment last = held.peekLast();
        sealed = last == null || total > bound / 8; // a large batch may need even the last one's memory
        int free = sealed || last == null ? 0 : last.capacity() - last.used();
        for (int length : lengths) {
            if (length > free) {
                free = Math.max(segmentBytes, length);
                plan.add(free);
                planned += free;
            }
            free -= length;
        }
    }

    /** The oldest segment, taken out of the held ones because the plan needs room; null when enough was dropped. */
    @Nullable
    Segment dropForPlan() {
        if (planned == 0 || heldCapacity + planned <= bound - bound / SLACK || held.size() <= (sealed ? 0 : 1)) {
            return null;
        }
        Segment segment = held.remove();
        heldCapacity -= segment.capacity();
        dropped.add(segment);
        droppedCapacity += segment.capacity();
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
        } catch (OutOfMemoryError e) {
            free(spare);
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
        long excess = heldCapacity + 2L * segmentBytes - (bound - bound / SLACK);
        long id = 0;
        for (Segment segment : held) {
            if (excess <= 0 || segment.count() == 0) {
                break;
            }
            id = segment.id(segment.count() - 1);
            excess -= segment.capacity();
        }
        return id;
    }

    /** Frees dropped segments that no reader can be in; to be called after the view without them was published. */
    void freeDropped() {
        long lowest = dropped.isEmpty() ? 0 : fences.lowest();
        for (Segment s = dropped.peek(); s != null && s.number() < lowest; s = dropped.peek()) {
            dropped.remove();
            droppedCapacity -= s.capacity();
            s.memory().free();
        }
    }

    void freeAll() {
        free(held);
        free(spare);
        free(dropped);
    }

    private static void free(ArrayDeque<Segment> segments) {
        segments.forEach(segment -> segment.memory().free());
        segments.clear();
    }
}
