package io.longwire.log;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the memory of a dropped segment may be freed: this class is the whole protocol.
 *
 * <ol>
 *   <li>Each shard has a fence: the number of the oldest segment that it may still read, or {@link #AWAY} while it has no
 *       subscribers and reads nothing.
 *   <li>A shard that begins to read calls {@link #enter}, which forbids all freeing, <em>then</em> takes a view, then
 *       moves its fence up to the view's first segment with {@link #passed}.
 *   <li>At the start of each turn it takes a newer view, saves what it still needs of segments which that view no longer
 *       has, and calls {@link #passed} again. It keeps no address and no segment below its fence from there on.
 *   <li>The sequencer drops a segment by publishing a view without it, <em>then</em> reads the fences, and frees what lies
 *       below all of them.
 *   <li>A sequencer that cannot go on before a segment is freed calls {@link #whenPassed}: it notes what it waits for,
 *       <em>then</em> reads the fences. A shard moves its fence, <em>then</em> looks whether somebody waits.
 * </ol>
 *
 * <p>All three orders are of volatile accesses: when the sequencer does not see a shard's {@code enter}, the shard's
 * view, taken later, does not have the segment; when it does not see a fence moved, that shard sees it wait. Fences stand
 * a cache line apart.
 */
public final class ReadFences {
    /** The fence of a shard that reads nothing. */
    static final long AWAY = Long.MAX_VALUE;

    private static final int STRIDE = 16;

    private final AtomicLongArray fences;
    private final int readers;
    private final AtomicReference<@Nullable Wait> waiting = new AtomicReference<>();

    private record Wait(long segment, Runnable goOn) {}

    public ReadFences(int readers) {
        this.readers = readers;
        this.fences = new AtomicLongArray((readers + 1) * STRIDE);
        for (int reader = 0; reader < readers; reader++) {
            leave(reader);
        }
    }

    /** The shard {@code reader} begins to read; take the view after this call. */
    public void enter(int reader) {
        fences.set((reader + 1) * STRIDE, 0);
    }

    /** The shard {@code reader} will read no segment below {@code firstSegment} any more. */
    public void passed(int reader, long firstSegment) {
        fences.set((reader + 1) * STRIDE, Math.min(firstSegment, AWAY - 1));
        wake();
    }

    /** The shard {@code reader} reads nothing until it enters again. */
    public void leave(int reader) {
        fences.set((reader + 1) * STRIDE, AWAY);
        wake();
    }

    /**
     * Runs {@code goOn} once, as soon as nobody reads {@code segment} any more: on the thread of the shard that was the
     * last, or here. One wait at a time, the sequencer's.
     */
    void whenPassed(long segment, Runnable goOn) {
        waiting.set(new Wait(segment, goOn));
        wake();
    }

    private void wake() {
        Wait wait = waiting.get();
        if (wait != null && lowest() > wait.segment && waiting.compareAndSet(wait, null)) {
            wait.goOn.run();
        }
    }

    /** Segments with a smaller number are read by nobody. */
    long lowest() {
        long lowest = AWAY;
        for (int reader = 0; reader < readers; reader++) {
            lowest = Math.min(lowest, fences.get((reader + 1) * STRIDE));
        }
        return lowest;
    }
}
