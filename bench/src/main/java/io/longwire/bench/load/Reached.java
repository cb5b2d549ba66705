package io.longwire.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the events that all subscribers of one loop have got, where each gets all of them in order. That loop's thread
 * only, but for {@link #events()}.
 */
public final class Reached {
    private final int subscribers;
    /** How many have got an event, at the event's number modulo the length. */
    private final int[] got;

    private final AtomicLong events;

    /**
     * Counts on from a moment at which everything had arrived.
     *
     * @param mostOpen greatest number of events that some have and others have not
     * @param eventsBefore which all have got already
     */
    public Reached(int subscribers, int mostOpen, long eventsBefore) {
        this.subscribers = subscribers;
        this.got = new int[mostOpen];
        this.events = new AtomicLong(eventsBefore);
    }

    void add(long sequence) {
        int at = (int) (sequence % got.length);
        if (++got[at] == subscribers) {
            got[at] = 0;
            events.lazySet(events.getPlain() + 1);
        }
    }

    /** Events that everyone has got; without bound where there is nobody. Any thread. */
    public long events() {
        return subscribers == 0 ? Long.MAX_VALUE : events.get();
    }
}
