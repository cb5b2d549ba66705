package io.longwire.ops;

import io.longwire.log.ResyncReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How streams started: resumed completely, or resynced and why. Any thread. */
public final class StartCounters {
    private final LongAdder complete = new LongAdder();
    private final Map<ResyncReason, LongAdder> resynced = new EnumMap<>(ResyncReason.class);

    public StartCounters() {
        for (ResyncReason reason : ResyncReason.values()) {
            resynced.put(reason, new LongAdder());
        }
    }

    /** @param resume whether the stream asked to go on after an id */
    public void count(boolean resume, @Nullable ResyncReason resync) {
        LongAdder counter = resync == null ? complete : resynced.get(resync);
        if (resume && counter != null) {
            counter.increment();
        }
    }

    /** Streams that went on after an id and missed nothing. */
    public long complete() {
        return complete.sum();
    }

    /** Streams that were told at their start that they may have missed something. */
    public long resynced(ResyncReason reason) {
        LongAdder counter = resynced.get(reason);
        return counter == null ? 0 : counter.sum();
    }
}
