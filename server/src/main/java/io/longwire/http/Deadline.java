package io.longwire.http;

import java.time.Duration;

/** A moment by which something must have happened, or none. Not for several threads. */
final class Deadline {
    private boolean set;
    private long nanos;

    /** This long from now. */
    void in(Duration span) {
        set = true;
        nanos = System.nanoTime() + span.toNanos();
    }

    void never() {
        set = false;
    }

    /** @param now of {@link System#nanoTime()} */
    boolean hasPassed(long now) {
        return set && now - nanos >= 0;
    }
}
