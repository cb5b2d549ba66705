package io.longwire.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one request loop that wait between two requests, the longest waiting first. They are the ones to
 * close when a newcomer needs room. That loop only, but for what says otherwise.
 */
final class IdleConnections {
    private @Nullable Place first;
    private @Nullable Place last;

    // For other threads; written by the loop alone, lazily: they are hints to choose by.
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong oldest = new AtomicLong();

    /** Closes that were asked for and not yet done: no more than there were idle connections to be closed. */
    private final AtomicInteger claimed = new AtomicInteger();

    /** A connection's place between its neighbours, taken or not. One for each connection, kept as long as it. */
    static final class Place {
        private final HttpConnection connection;
        private boolean taken;
        private @Nullable Place before;
        private @Nullable Place after;

        Place(HttpConnection connection) {
            this.connection = connection;
        }
    }

    /** Does nothing for one that is idle already. */
    void add(Place place) {
        if (place.taken) {
            return;
        }
        Place before = last;
        place.before = before;
        place.taken = true;
        last = place;
        if (before == null) {
            first = place;
            oldest.lazySet(place.connection.idleUntil());
        } else {
            before.after = place;
        }
        size.lazySet(size.getPlain() + 1);
    }

    /** Does nothing for one that is not idle. */
    void remove(Place place) {
        if (!place.taken) {
            return;
        }
        Place before = place.before;
        Place after = place.after;
        place.taken = false;
        place.before = null;
        place.after = null;
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        if (before == null) {
            first = after;
            oldest.lazySet(after == null ? 0 : after.connection.idleUntil());
        } else {
            before.after = after;
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
        Place place = first;
        while (place != null && claimed.get() > 0) {
            Place after = place.after;
            if (place.connection.closeIdle()) {
                claimed.decrementAndGet();
            }
            place = after;
        }
    }

    boolean hasClaims() {
        return claimed.get() > 0;
    }
}
