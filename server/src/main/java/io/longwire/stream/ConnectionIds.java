package io.longwire.stream;

import io.longwire.event.LogTag;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers of streams, and the names made of them: a random beginning of this process, so that they are unique across
 * restarts, then the number. Any thread.
 */
public final class ConnectionIds {
    private final String prefix = LogTag.random() + LogTag.random() + "-";
    private final AtomicInteger last = new AtomicInteger();

    /** The number of a new stream, counted from 1; unsigned, and begins again after four billion streams. */
    public int next() {
        return last.incrementAndGet();
    }

    /** The {@code connection_id} of the stream with that number. */
    public String render(int number) {
        return prefix + Long.toString(Integer.toUnsignedLong(number), Character.MAX_RADIX);
    }
}
