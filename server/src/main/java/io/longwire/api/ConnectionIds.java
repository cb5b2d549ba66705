package io.longwire.api;

import io.longwire.event.LogTag;
import java.util.concurrent.atomic.AtomicLong;

/** Names for streams, unique across restarts: a random beginning of this process, then a count. Any thread. */
final class ConnectionIds {
    private final String prefix = LogTag.random() + LogTag.random() + "-";
    private final AtomicLong next = new AtomicLong();

    String next() {
        return prefix + Long.toString(next.incrementAndGet(), Character.MAX_RADIX);
    }
}
