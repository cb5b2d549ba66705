package io.longwire.log;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether pieces of some kind are made: while a stream takes them, and for a minute after the last one, so that who comes back finds
 * them. Shards count streams as they open and close; the sequencer asks. Any thread.
 */
public final class PieceDemand {
    private static final long LINGER_NANOS = 60_000_000_000L;

    private final LongSupplier nanoTime;
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean everAsked;
    private volatile long lastLeft;

    PieceDemand(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A stream that takes pieces opened. */
    public void opened() {
        streams.incrementAndGet();
        everAsked = true;
    }

    /** One closed. */
    public void closed() {
        lastLeft = nanoTime.getAsLong();
        streams.decrementAndGet();
    }

    boolean isWanted() {
        return everAsked && (streams.get() > 0 || nanoTime.getAsLong() - lastLeft < LINGER_NANOS);
    }
}
