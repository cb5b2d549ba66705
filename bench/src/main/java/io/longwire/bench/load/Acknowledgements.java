package io.longwire.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The answers that one loop's publishing connections got. That loop's thread only, but for the count and the failure. */
public final class Acknowledgements {
    private final AtomicLong requests = new AtomicLong();
    private Histogram latencyMicros = new Histogram(3);
    private volatile @Nullable String failure;

    void add(long micros) {
        requests.lazySet(requests.getPlain() + 1);
        latencyMicros.recordValue(Math.max(0, micros));
    }

    void fail(String why) {
        failure = why;
    }

    /** Requests answered with success so far; any thread. */
    public long requests() {
        return requests.get();
    }

    /** Why a connection ended; any thread. */
    public @Nullable String failure() {
        return failure;
    }

    /** Times to the answer since this was last asked for. */
    public Histogram endPhase() {
        Histogram phase = latencyMicros;
        latencyMicros = new Histogram(3);
        return phase;
    }
}
