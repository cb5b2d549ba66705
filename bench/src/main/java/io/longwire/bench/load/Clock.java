package io.longwire.bench.load;

import java.util.concurrent.locks.LockSupport;

/** The machine's monotonic clock: the same in every process on it, so that one may send and another receive. */
public final class Clock {
    private Clock() {}

    public static long micros() {
        return System.nanoTime() / 1_000;
    }

    /** Returns at the given time, a few microseconds late at most where the machine is idle. */
    static void waitUntil(long micros, long spinMicros) throws InterruptedException {
        long left = micros - micros();
        while (left > spinMicros) {
            // Linux wakes a sleeper some 60 microseconds late; the caller says how much of that it spins away.
            LockSupport.parkNanos((left - spinMicros) * 1_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = micros - micros();
        }
        while (micros() < micros) {
            Thread.onSpinWait();
        }
    }
}
