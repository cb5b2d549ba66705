package io.longwire.ops;

import java.util.concurrent.atomic.LongAdder;

/** What was published over HTTP. Any thread. */
public final class PublishCounters {
    private final LongAdder events = new LongAdder();

    public void published(int count) {
        events.add(count);
    }

    /** Events acknowledged since the start. */
    public long events() {
        return events.sum();
    }
}
