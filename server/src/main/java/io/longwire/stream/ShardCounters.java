package io.longwire.stream;

import io.longwire.log.ResyncReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToLongFunction;

/** What a shard counts. Written by the shard's loop alone, without locked instructions; read by any thread. */
@SuppressWarnings("EnumOrdinal") // the ordinal is a place in the array, and nowhere else
public final class ShardCounters {
    /** The catalogue. */
    public enum Counter {
        /** Streams open now. */
        ACTIVE,
        /** Streams ever opened. */
        OPENED,
        /** Events written wholly to a socket. */
        DELIVERIES,
        /** Events that a reader should have had and will not: skipped for lag, lost to overrun. */
        DROPPED,
        /** Bytes that sockets took. */
        BYTES,
        /** Heartbeats written. */
        HEARTBEATS,
        /** Heartbeats that could not be written. */
        HEARTBEAT_FAILURES,
        /** Position notices sent. */
        POSITIONS,
        /** Bytes held of frames half sent when the log dropped them. */
        REST_BYTES,
        /** Streams that are behind and wait for their socket. */
        LAGGING,
        /** Groups of streams that read topics of the server's own. */
        RESERVED_GROUPS
    }

    private static final int COUNTERS = Counter.values().length;
    private static final int CLOSES = CloseReason.values().length;

    private final AtomicLongArray values = new AtomicLongArray(COUNTERS + CLOSES + ResyncReason.values().length);

    /** The sum of a number over several shards. */
    public static long total(List<Shard> shards, ToLongFunction<ShardCounters> number) {
        long total = 0;
        for (Shard shard : shards) {
            total += number.applyAsLong(shard.counters());
        }
        return total;
    }

    /** The sum of a counter over several shards. */
    public static long total(List<Shard> shards, Counter counter) {
        return total(shards, counters -> counters.get(counter));
    }

    public long get(Counter counter) {
        return values.getOpaque(counter.ordinal());
    }

    /** Streams closed for that reason. */
    public long closed(CloseReason reason) {
        return values.getOpaque(COUNTERS + reason.ordinal());
    }

    /** Streams resynced in mid-stream for that reason. */
    public long resynced(ResyncReason reason) {
        return values.getOpaque(COUNTERS + CLOSES + reason.ordinal());
    }

    void add(Counter counter, long amount) {
        add(counter.ordinal(), amount);
    }

    void countClose(CloseReason reason) {
        add(COUNTERS + reason.ordinal(), 1);
    }

    void countResync(ResyncReason reason) {
        add(COUNTERS + CLOSES + reason.ordinal(), 1);
    }

    private void add(int index, long amount) {
        values.setOpaque(index, values.getPlain(index) + amount);
    }
}
