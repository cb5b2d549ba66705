package io.longwire.log;

import java.util.Arrays;

/**
 * What the log knows of one topic: the ids of its frames in order, its newest id, what it has lost, whether it ended.
 *
 * <p>Written by the sequencer alone; read by shards and request loops. A reader takes a {@link LogView} first: all that
 * was written before that view was published is then visible, and what is newer is told by its id, which is beyond the
 * view's head. Frames are lost in this order: watermark raised, ids taken away, view without them published. So a reader
 * who looks at the ids first and at the watermark afterwards may find a frame lost too early, never too late.
 */
public final class TopicRecord {
    private static final long[] NONE = {};

    private final String name;
    /** Lost ids, held ids, zeros. An id once written stays in its place; growth makes a new array. */
    private volatile long[] ids = NONE;

    private volatile long watermark;
    private volatile long tail;
    private volatile long endId;
    private volatile boolean forgotten;
    private volatile boolean hasLost;

    // The sequencer's own: where held ids begin and end in the array, and whether the index has queued this record.
    private int from;
    private int to;
    private boolean idle;
    private boolean busyAgain;

    TopicRecord(String name, long watermark) {
        this.name = name;
        this.watermark = watermark;
        this.tail = watermark;
    }

    public String name() {
        return name;
    }

    /** The newest id that this topic has lost to the log's bound; that it may have lost, until it {@link #hasLost}. */
    public long watermark() {
        return watermark;
    }

    /** Whether the watermark is of a frame that this record has lost, not the one that all forgotten topics share. */
    public boolean hasLost() {
        return hasLost;
    }

    /** The newest id of this topic, held or not; the watermark where there never was one. */
    public long tail() {
        return tail;
    }

    /** The id of the event that ended the topic; 0 while it is open. */
    public long endId() {
        return endId;
    }

    /** Events held of it, as they are now. */
    public int held() {
        long lost = watermark;
        long[] values = ids;
        return firstAfter(values, Long.MAX_VALUE) - firstAfter(values, lost);
    }

    /** Whether the index has dropped this record; a later topic of that name has another. */
    public boolean isForgotten() {
        return forgotten;
    }

    /**
     * Copies ids greater than {@code after} and at most {@code through} into {@code target}, oldest first. Returns how
     * many; {@code target.length} means that there may be more. Complete only if {@link #watermark()}, read afterwards,
     * is at most {@code after}.
     */
    int idsAfter(long after, long through, long[] target) {
        long[] values = ids;
        int count = 0;
        for (int i = firstAfter(values, after); i < values.length && count < target.length; i++) {
            long id = values[i];
            if (id == 0 || id > through) {
                break;
            }
            target[count++] = id;
        }
        return count;
    }

    /** Copies the newest held ids less than {@code before} into {@code target}, newest first; returns how many. */
    int idsBefore(long before, long[] target) {
        long[] values = ids;
        long lost = watermark;
        int count = 0;
        for (int i = firstAfter(values, before - 1) - 1; i >= 0 && values[i] > lost && count < target.length; i--) {
            target[count++] = values[i];
        }
        return count;
    }

    /** Index of the first id greater than {@code after}; unused places, which are 0, count as greater than any. */
    private static int firstAfter(long[] values, long after) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long id = values[middle];
            if (id != 0 && id <= after) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // Below: the sequencer only.

    void append(long id) {
        long[] values = ids;
        if (to == values.length) {
            int held = to - from;
            values = Arrays.copyOfRange(values, from, from + held + (held >> 1) + 1);
            from = 0;
            to = held;
        }
        values[to++] = id;
        ids = values; // publishes the new element too
        tail = id;
        busyAgain = idle;
    }

    /** The oldest held frame, {@code id}, is about to be dropped. */
    void lose(long id) {
        assert ids[from] == id : name;
        hasLost = true;
        watermark = id;
        from++;
        if (from == to) {
            ids = NONE;
            from = 0;
            to = 0;
        }
    }

    boolean hasFrames() {
        return to > from;
    }

    /** 0 opens the topic again. */
    void end(long id) {
        endId = id;
    }

    void forget() {
        forgotten = true;
    }

    boolean isIdle() {
        return idle;
    }

    void idle(boolean queued) {
        idle = queued;
        busyAgain &= !queued;
    }

    /** Whether it got frames since it was queued, and so lost its last one later than its place there says. */
    boolean wasBusyAgain() {
        return busyAgain;
    }
}
