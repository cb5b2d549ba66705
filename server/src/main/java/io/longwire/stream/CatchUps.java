package io.longwire.stream;

import io.longwire.log.Page;
import io.longwire.stream.ShardCounters.Counter;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * The streams of a shard that are behind, or have bytes of their own to write. {@link CatchUpWriter} lets each go on;
 * {@link SlowReaders} sees to those that are too far behind. Its shard's loop only.
 */
final class CatchUps {
    private final Shard shard;
    private final SlowReaders slowReaders;
    private final CatchUpWriter writer;
    private final ArrayList<CatchUp> behind = new ArrayList<>();
    private final ArrayDeque<CatchUp> ready = new ArrayDeque<>();

    CatchUps(Shard shard) {
        this.shard = shard;
        this.slowReaders = new SlowReaders(shard);
        this.writer = new CatchUpWriter(shard, this, slowReaders);
    }

    /** The stream's catch-up, begun where its group is level unless it is under way. */
    CatchUp begin(StreamConnection connection) {
        Group group = connection.group;
        long level = group == null || group.pendingFrom == 0 ? shard.view().headId() : group.pendingFrom - 1;
        return begin(connection, Math.max(connection.position, level));
    }

    private CatchUp begin(StreamConnection connection, long scannedThrough) {
        CatchUp catchUp = connection.catchUp;
        if (catchUp == null) {
            catchUp = new CatchUp(connection, scannedThrough, shard.now());
            catchUp.slot = behind.size();
            behind.add(catchUp);
            catchUp.allowedLag = shard.settings().maxLagBytes();
            catchUp.knowsOwnId = connection.group != null && connection.group.fragile != 0;
            connection.catchUp = catchUp;
            slowReaders.watch();
            shard.counters().add(Counter.LAGGING, 1);
        }
        return catchUp;
    }

    /**
     * A stream begins at a position that may lie far back: that it was asked for is no fault of the reader, who meets the
     * policy only when it falls back further.
     */
    void resume(StreamConnection connection) {
        CatchUp catchUp = begin(connection, connection.position);
        catchUp.allowedLag = Math.max(catchUp.allowedLag, shard.view().bytesAfter(connection.position));
        advance(catchUp);
    }

    /** A stream that was level has to look for itself what follows {@code scannedThrough}. */
    void fallBehind(StreamConnection connection, long scannedThrough) {
        queue(begin(connection, scannedThrough));
    }

    /** Lets the stream go on by itself, in a later step of this turn or in the next one. */
    void goOn(StreamConnection connection) {
        queue(begin(connection));
    }

    void queue(CatchUp catchUp) {
        if (!catchUp.queued) {
            catchUp.queued = true;
            ready.add(catchUp);
            shard.delivery().queueTurn();
        }
    }

    /** Writes bytes of its own to a stream that is level. */
    void send(StreamConnection connection, byte[] bytes) {
        CatchUp catchUp = begin(connection);
        catchUp.queue(bytes);
        writer.advance(catchUp);
    }

    /** Goes on with the stream now. Returns the writes it took. */
    int advance(CatchUp catchUp) {
        return writer.advance(catchUp);
    }

    /** Notes what a stream took of a page that it could not take wholly. */
    void tookPart(StreamConnection connection, Page page, Runs runs, long taken) {
        writer.tookPart(begin(connection), page, runs, taken);
    }

    /** Lets the next stream that can go on do so; returns how many writes that took, 0 when there is none. */
    int advanceOne() {
        CatchUp next = ready.poll();
        if (next == null) {
            return 0;
        }
        next.queued = false;
        return next.connection.closed ? 1 : 1 + writer.advance(next);
    }

    /** The stream is closed. */
    void forget(StreamConnection connection) {
        CatchUp catchUp = connection.catchUp;
        if (catchUp != null) {
            byte[] rest = catchUp.firstOwn();
            if (catchUp.restOf != 0 && rest != null) {
                shard.counters().add(Counter.REST_BYTES, -rest.length);
            }
            remove(catchUp);
        }
    }

    /** The stream is level, or closed. */
    void remove(CatchUp catchUp) {
        CatchUp last = behind.remove(behind.size() - 1);
        if (last != catchUp) {
            behind.set(catchUp.slot, last);
            last.slot = catchUp.slot;
        }
        catchUp.connection.catchUp = null;
        shard.counters().add(Counter.LAGGING, -1);
    }

    /** Segments below {@code firstSegment} are about to be freed: keeps the rests of half-sent frames in them. */
    void saveRests(long firstSegment) {
        for (int i = behind.size() - 1; i >= 0; i--) {
            CatchUp catchUp = behind.get(i);
            if (catchUp.partial != null && catchUp.partial.number() < firstSegment) {
                slowReaders.saveRest(catchUp, catchUp.partial);
            }
        }
    }

    void checkLag() {
        slowReaders.checkLag(behind);
    }

    /** Closes those that took no byte for the idle timeout. */
    void closeStalled() {
        int now = shard.now();
        for (int i = behind.size() - 1; i >= 0; i--) {
            CatchUp catchUp = behind.get(i);
            if (catchUp.awaitsWritable
                    && now - catchUp.lastProgress >= shard.settings().idleTimeoutMillis()) {
                shard.close(catchUp.connection, CloseReason.STALLED);
            }
        }
    }

    void free() {
        writer.free();
    }
}
