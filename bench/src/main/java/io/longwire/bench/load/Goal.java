package io.longwire.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** When subscribers of one loop get as far as a given event. That loop's thread only, but for {@link #reachedBy()}. */
public final class Goal {
    private final long sequence;
    private final long startMicros;
    private final Histogram micros = new Histogram(3);
    private final AtomicLong reachedBy = new AtomicLong();

    /** Times count from {@code startMicros}. */
    public Goal(long sequence, long startMicros) {
        this.sequence = sequence;
        this.startMicros = startMicros;
    }

    void advanced(long before, long now, long nowMicros) {
        if (before < sequence && now >= sequence) {
            micros.recordValue(Math.max(0, nowMicros - startMicros));
            reachedBy.lazySet(reachedBy.getPlain() + 1);
        }
    }

    /** Subscribers that got there; any thread. */
    public long reachedBy() {
        return reachedBy.get();
    }

    public Histogram micros() {
        return micros;
    }
}
