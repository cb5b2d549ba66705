package io.longwire.ops;

import io.longwire.stream.Shard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly stop: new streams are refused, those that are open are ended one after the other, while everything else
 * goes on. Any thread.
 */
public final class Drain {
    private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
    private static final long POLL_NANOS = 2_000_000;
    /** What is under way gets at least so long, even when the time is over, or none was given. */
    private static final long GRACE_NANOS = 250_000_000;

    private final List<Shard> shards;
    private final IntSupplier open;
    private final Duration limit;
    private volatile boolean underWay;
    /** Of {@link System#nanoTime()}; once under way. */
    private volatile long deadline;

    /**
     * @param open streams that there are, also those on their way to a shard
     * @param limit how long it may take in all; streams end within three quarters of it, so far as they read
     */
    public Drain(List<Shard> shards, IntSupplier open, Duration limit) {
        this.shards = List.copyOf(shards);
        this.open = open;
        this.limit = limit;
    }

    /** Whether it has begun: no new streams. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** Begins, unless it has begun. Does not block. */
    public void begin() {
        synchronized (this) {
            if (underWay) {
                return;
            }
            deadline = System.nanoTime() + limit.toNanos();
            underWay = true;
        }
        LOGGER.info("SSE server drains streams={} seconds={}", open.getAsInt(), limit.toMillis() / 1000.0);
        Duration spread = limit.multipliedBy(3).dividedBy(4);
        for (Shard shard : shards) {
            try {
                shard.loop().execute(() -> shard.drain(spread));
            } catch (RejectedExecutionException stopped) {
                LOGGER.debug("a shard has stopped already");
            }
        }
    }

    /**
     * Waits until no stream is left, or seven eighths of the time are over: what is left of it is for HTTP. Blocks; not
     * to be called on an event loop.
     */
    public boolean awaitStreams() {
        // Those on their way to a shard have a place too, and are ended when they arrive.
        return awaitUntil(deadline - limit.toNanos() / 8, () -> open.getAsInt() == 0);
    }

    /** Waits for something else that belongs to an orderly stop, until the time is over. Blocks. */
    public boolean await(BooleanSupplier condition) {
        return awaitUntil(deadline, condition);
    }

    /** Whether it came true before the deadline, and before the thread was interrupted. */
    private static boolean awaitUntil(long time, BooleanSupplier condition) {
        long now = System.nanoTime();
        long until = now + Math.max(time - now, GRACE_NANOS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
