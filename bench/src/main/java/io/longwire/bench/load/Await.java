package io.longwire.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for conditions that other threads or processes bring about. */
public final class Await {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_SELDOM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double MICROS_PER_SECOND = 1e6;

    private Await() {}

    /** Whether the condition came to hold within the time. */
    public static boolean until(BooleanSupplier condition, double seconds) throws InterruptedException {
        return until(condition, seconds, LOOK_EVERY_NANOS);
    }

    /** For conditions that cost something to look at. */
    public static boolean seldom(BooleanSupplier condition, double seconds) throws InterruptedException {
        return until(condition, seconds, LOOK_SELDOM_NANOS);
    }

    private static boolean until(BooleanSupplier condition, double seconds, long everyNanos)
            throws InterruptedException {
        long end = Clock.micros() + (long) (seconds * MICROS_PER_SECOND);
        while (!condition.getAsBoolean()) {
            if (Clock.micros() >= end) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(everyNanos);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    /** Whether the count came to the wanted number; gives up when it has not grown for the time. */
    public static boolean growth(LongSupplier count, long wanted, double stallSeconds) throws InterruptedException {
        long before = count.getAsLong();
        while (before < wanted) {
            long reached = before;
            if (!until(() -> count.getAsLong() > reached, stallSeconds)) {
                return false;
            }
            before = count.getAsLong();
        }
        return true;
    }
}
