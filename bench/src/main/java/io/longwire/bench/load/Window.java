package io.longwire.bench.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How far a publisher may run ahead: without a bound a publisher that waits for acknowledgements only fills the server's
 * log faster than subscribers read it, and latency then says how big the log is.
 */
public final class Window {
    private static final long LOOK_EVERY_NANOS = 20_000;
    private static final long STALL_MICROS = 3_000_000;

    private final long mostInFlight;
    private final LongSupplier reachedAll;

    /**
     * A bound on events in flight.
     *
     * @param mostInFlight 0 for no bound
     * @param reachedAll events that have reached every subscriber that gets them; any thread
     */
    public Window(int mostInFlight, LongSupplier reachedAll) {
        this.mostInFlight = mostInFlight;
        this.reachedAll = reachedAll;
    }

    public static Window unbounded() {
        return new Window(0, () -> 0);
    }

    /** Waits until so many more may be published; false when that has not come about for three seconds. */
    boolean awaitRoom(long published, int more) throws InterruptedException {
        if (mostInFlight == 0) {
            return true;
        }
        long wanted = published + more - mostInFlight;
        long start = Clock.micros();
        while (reachedAll.getAsLong() < wanted) {
            if (Clock.micros() - start > STALL_MICROS) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
