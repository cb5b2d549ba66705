package io.longwire.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one request loop that wait between two requests, the longest waiting first. They are the ones to
 * close when a newcomer needs room. That loop only, but for what says otherwise.
 */
final class IdleConnections {
    private @Nullable HttpConnection first;
    private @Nullable HttpConnection last;

    // For other threads; written by the loop alone, lazily: they are hints to choose by.
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong oldest = new AtomicLong();

    /** Closes that were asked for and not yet done: no more than there were idle connections to be closed. */
    private final AtomicInteger claimed = new AtomicInteger();

    void add(HttpConnection connection) {
        HttpConnection before = last;
        connection.idleBefore = before;
        connection.idle = true;
        last = connection;
        if (before == null) {
            first = connection;
            oldest.lazySet(connection.idleUntil());
        } else {
            before.idleAfter = connection;
        }
        size.lazySet(size.getPlain() + 1);
    }

    /** Does nothing for one that is not idle. */
    void remove(HttpConnection connection) {
        if (!connection.idle) {
            return;
        }
        HttpConnection before = connection.idleBefore;
        HttpConnection after = connection.idleAfter;
        connection.idle = false;
        connection.idleBefore = null;
        connection.idleAfter = null;
        if (after == null) {
            last = before;
        } else {
            after.idleBefore = before;
        }
        if (before == null) {
            first = after;
            oldest.lazySet(after == null ? 0 : after.idleUntil());
        } else {
            before.idleAfter = after;
        }
        size.lazySet(size.getPlain() - 1);
    }

    /** Whether there is one that nobody has claimed. Any thread. */
    boolean hasUnclaimed() {
        return claimed.get() < size.get();
    }

    /** When the longest idle would be closed anyway, of {@link System#nanoTime()}; a hint. Any thread. */
    long oldestUntil() {
        return oldest.get();
    }

    /** Claims one, to be followed by {@link #closeClaimed()}; false when there is none. Any thread. */
    boolean claim() {
        while (true) {
            int now = claimed.get();
            if (now >= size.get()) {
                return false;
            }
            if (claimed.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /**
     * Closes as many as are claimed, the longest idle first. One that was claimed may be busy by now; its claim stands
     * until another, or itself, is idle.
     */
    void closeClaimed() {
        HttpConnection connection = first;
        while (connection != null && claimed.get() > 0) {
            HttpConnection after = connection.idleAfter;
            if (connection.closeIdle()) {
                claimed.decrementAndGet();
            }
            connection = after;
        }
    }

    boolean hasClaims() {
        return claimed.get() > 0;
    }
}
