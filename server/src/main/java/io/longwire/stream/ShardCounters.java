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

    private static final int RESYNCS = ResyncReason.values().length;
    private static final int PIECES = Piece.values().length;

    private final AtomicLongArray values = new AtomicLongArray(COUNTERS + CLOSES + RESYNCS + 3 * PIECES);

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

    /** Events sent as such a piece. */
    public long events(Piece piece) {
        return values.getOpaque(index(piece, 0));
    }

    /** Bytes that those would have been without a content coding. */
    public long plainBytes(Piece piece) {
        return values.getOpaque(index(piece, 1));
    }

    /** Bytes that those were. */
    public long bytes(Piece piece) {
        return values.getOpaque(index(piece, 2));
    }

    private static int index(Piece piece, int number) {
        return COUNTERS + CLOSES + RESYNCS + number * PIECES + piece.ordinal();
    }

    void addPieces(Piece piece, long events, long plainBytes, long bytes) {
        add(index(piece, 0), events);
        add(index(piece, 1), plainBytes);
        add(index(piece, 2), bytes);
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
