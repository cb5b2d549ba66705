package io.longwire.summarizer.video;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps requests few and apart: so many at once, a least time between two starts. Any thread; waits in order of arrival. */
final class Pacing {
    private final Semaphore places;
    private final long gapNanos;
    /** Guarded by this. */
    private long nextStart = System.nanoTime();

    Pacing(int atOnce, Duration gap) {
        places = new Semaphore(atOnce, true);
        gapNanos = gap.toNanos();
    }

    /** Waits for a turn; {@link #end} must follow. */
    void begin() throws InterruptedException {
        places.acquire();
        try {
            TimeUnit.NANOSECONDS.sleep(reserve());
        } catch (InterruptedException stopped) {
            places.release();
            throw stopped;
        }
    }

    void end() {
        places.release();
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        long start = nextStart - now > 0 ? nextStart : now;
        nextStart = start + gapNanos;
        return start - now;
    }
}
