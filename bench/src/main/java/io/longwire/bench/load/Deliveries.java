package io.longwire.bench.load;

import io.longwire.bench.wire.Payload;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one loop's subscribers received. That loop's thread only, but for what says otherwise. */
public final class Deliveries {
    private final Payload payload = new Payload();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong ready = new AtomicLong();
    private Histogram latencyMicros = new Histogram(3);
    private long lastArrivalMicros;
    private long resyncs;
    private long others;
    private long bytes;
    /** What subscribers inflate into. */
    private final byte[] inflated = new byte[64 * 1024];

    private @Nullable Reached reached;
    private @Nullable Goal goal;

    /** What arrived since the last time that this was asked for. */
    public record Phase(Histogram latencyMicros, long lastArrivalMicros, long resyncs, long others, long bytes) {}

    /** Events received so far; any thread. */
    public long count() {
        return count.get();
    }

    /** Subscribers that have got a probe or an event; any thread. */
    public long ready() {
        return ready.get();
    }

    void becameReady() {
        ready.lazySet(ready.getPlain() + 1);
    }

    /** From now on counts what has reached every one of the loop's subscribers; null for nothing. */
    public void count(@Nullable Reached inWindow) {
        reached = inWindow;
    }

    /** From now on notes when each subscriber gets so far. */
    public void noteReaching(Goal nextGoal) {
        goal = nextGoal;
    }

    /** The event's number in its sequence; 0 for a probe, -1 when it is none of the bench's. */
    long take(byte[] data, int length, long nowMicros) {
        if (!payload.read(data, length)) {
            others++;
            return -1;
        }
        if (payload.sequence() > 0) {
            latencyMicros.recordValue(Math.max(0, nowMicros - payload.dueMicros()));
        }
        return payload.sequence();
    }

    /** A subscriber has got one event further. */
    void advanced(long before, long sequence, long nowMicros) {
        if (reached != null) {
            reached.add(sequence);
        }
        if (goal != null) {
            goal.advanced(before, sequence, nowMicros);
        }
    }

    /** Adds the events of one read. */
    void counted(long events, long nowMicros) {
        count.lazySet(count.getPlain() + events);
        lastArrivalMicros = nowMicros;
    }

    /** Adds the bytes of one read, as they came. */
    void read(int length) {
        bytes += length;
    }

    byte[] inflated() {
        return inflated;
    }

    void resynced() {
        resyncs++;
    }

    public Phase endPhase() {
        Phase phase = new Phase(latencyMicros, lastArrivalMicros, resyncs, others, bytes);
        latencyMicros = new Histogram(3);
        resyncs = 0;
        others = 0;
        bytes = 0;
        return phase;
    }
}
