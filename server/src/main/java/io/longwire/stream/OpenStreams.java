package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.PieceDemand;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The streams of a shard: takes them in, ends them, counts and lists them. Its shard's loop only. */
final class OpenStreams {
    private final Shard shard;
    private final int number;
    private final Subscriptions subscriptions = new Subscriptions();
    private final ShardCounters counters;
    private final CloseLog log;
    /** Written by the loop alone; read by any thread. */
    private volatile int count;

    private boolean stopping;

    OpenStreams(Shard shard, int number, ConnectionIds ids) {
        this.shard = shard;
        this.number = number;
        this.counters = shard.counters();
        this.log = new CloseLog(ids);
    }

    /** Any thread. */
    int count() {
        return count;
    }

    CloseLog log() {
        return log;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    void add(StreamConnection connection, StreamOptions options, long position, long sum) {
        int open = count;
        count = open + 1;
        shard.delivery().refresh();
        Group group = subscriptions.obtain(shard, options, shard.log().topics());
        connection.position = position;
        connection.lastOwnWrite = shard.now();
        connection.opened = shard.seconds();
        group.add(connection);
        if (group instanceof GzipGroup gzip) {
            gzip.append(connection, sum);
        }
        PieceDemand demand = demand(group);
        if (demand != null) {
            demand.opened();
        }
        counters.add(Counter.ACTIVE, 1);
        counters.add(Counter.OPENED, 1);
        try {
            connection.open(shard);
        } catch (IOException | RuntimeException e) {
            close(connection, CloseReason.RESET);
            return;
        }
        if (position < shard.view().headId() || group.hasEnded()) {
            shard.catchUps().resume(connection);
        }
        if (stopping && !connection.closed) {
            finish(connection, CloseReason.DRAIN);
        }
    }

    /** For the pieces that the group's streams take; null when they take none. */
    private @Nullable PieceDemand demand(Group group) {
        return switch (group.form()) {
            case GZIP, GZIP_APART -> shard.log().pieceDemand();
            case ENVELOPE -> shard.log().envelopeDemand();
            case CHUNKED, PLAIN -> null;
        };
    }

    /** A stream was admitted and lost before it was open: it is counted as opened and as closed. */
    void lost(int streamNumber, AddressSlot address, CloseReason reason) {
        counters.add(Counter.OPENED, 1);
        counters.countClose(reason);
        address.release();
        log.closed(shard.seconds(), streamNumber, address, 0, 0, 0, reason);
    }

    /** Ends a stream in order: its frame, the last chunk, the connection. */
    void finish(StreamConnection connection, CloseReason reason) {
        if (connection.closed || connection.isEnding()) {
            return;
        }
        CatchUp behind = shard.catchUps().begin(connection);
        if (reason == CloseReason.DRAIN) {
            // What it would miss goes with this process.
            behind.endAfter(shard.view().headId(), reason);
        } else {
            behind.end(reason);
        }
        shard.catchUps().advance(behind);
    }

    /** Ends a stream now. */
    void close(StreamConnection connection, CloseReason reason) {
        Group group = connection.group;
        if (connection.closed || group == null) {
            return;
        }
        connection.closed = true;
        shard.catchUps().forget(connection);
        group.remove(connection);
        PieceDemand demand = demand(group);
        if (demand != null) {
            demand.closed();
        }
        if (group.size() == 0) {
            subscriptions.remove(group);
            group.pendingFrom = 0;
        }
        connection.group = null;
        counters.add(Counter.ACTIVE, -1);
        counters.countClose(reason);
        int open = count;
        count = open - 1;
        connection.shut(shard, reason);
        int now = shard.seconds();
        log.closed(
                now,
                connection.number,
                connection.address(),
                now - connection.opened,
                Integer.toUnsignedLong(connection.events),
                connection.bytes,
                reason);
        if (count == 0) {
            shard.loop().execute(shard.delivery()::leaveIfEmpty);
        }
    }

    /** From now on a stream that comes is ended at once. */
    void stop() {
        stopping = true;
    }

    /** Ends every stream now. */
    void closeAll(CloseReason reason) {
        stopping = true;
        var walk = new StreamWalk(subscriptions.groups());
        for (StreamConnection next = walk.next(); next != null; next = walk.next()) {
            close(next, reason);
        }
    }

    /** The next streams, {@code limit} at most. */
    StreamPage list(StreamCursor from, int limit) {
        var walk = new StreamWalk(subscriptions.groups(), from);
        var found = new ArrayList<StreamInfo>(Math.min(limit, count));
        StreamConnection next = null;
        while (found.size() < limit && (next = walk.next()) != null) {
            Group group = next.group;
            if (group != null) {
                found.add(describe(group, next));
            }
        }
        @Nullable StreamCursor goOn = next == null ? null : walk.cursor(number);
        return new StreamPage(found, goOn);
    }

    private StreamInfo describe(Group group, StreamConnection connection) {
        int now = shard.now();
        int idle = Math.min(now - connection.lastOwnWrite, now - group.lastWrite);
        long behind = 0;
        CatchUp catchUp = connection.catchUp;
        if (catchUp != null) {
            idle = Math.min(now - connection.lastOwnWrite, now - catchUp.lastProgress);
            behind = shard.view().bytesAfter(catchUp.scannedThrough);
        }
        long millis = shard.settings().clock().millis();
        return new StreamInfo(
                connection.number,
                connection.address().text(),
                millis - (shard.seconds() - connection.opened) * 1000L,
                millis - Math.max(0, idle),
                group.selection(),
                group.heartbeat(),
                connection.position,
                behind,
                Integer.toUnsignedLong(connection.events),
                connection.bytes);
    }
}
