package io.longwire.stream;

import io.longwire.event.Notices;
import io.longwire.log.LogView;
import io.longwire.log.Memory;
import io.longwire.log.Page;
import io.longwire.log.Segment;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;
import java.util.Objects;

/**
 * Lets a stream that is behind go on: its own bytes first, then the rest of its half-sent frame, then page by page until
 * it is level with its group. Its shard's loop only.
 */
final class CatchUpWriter {
    /** Bytes written for one stream before others get their turn. */
    private static final int BYTES_PER_TURN = 256 * 1024;

    private static final int PAGE_BYTES = 128 * 1024;

    private final Shard shard;
    private final CatchUps catchUps;
    private final SlowReaders slowReaders;
    private final OrderlyEnd end;
    private final Memory scratch = new Memory(32 * 1024);

    CatchUpWriter(Shard shard, CatchUps catchUps, SlowReaders slowReaders) {
        this.shard = shard;
        this.catchUps = catchUps;
        this.slowReaders = slowReaders;
        this.end = new OrderlyEnd(shard);
    }

    /** A stream took only part of a page: notes which frames are out, and where in the next one it stands. */
    void tookPart(CatchUp catchUp, Page page, Runs runs, long taken) {
        StreamConnection connection = catchUp.connection;
        int frame = 0;
        long rest = taken;
        while (rest >= runs.length(frame)) {
            rest -= runs.length(frame);
            frame++;
        }
        if (frame > 0) {
            connection.position = page.id(frame - 1);
            connection.endsWithFrame = true;
            noteLastId(catchUp, page, frame - 1);
        }
        catchUp.scannedThrough = Math.max(catchUp.scannedThrough, page.id(frame) - 1);
        if (rest > 0) {
            catchUp.partial = page.segment(frame);
            catchUp.partialRow = page.row(frame);
            catchUp.partialPiece = runs.piece(frame);
            catchUp.sent = (int) rest;
        }
        int begun = rest > 0 ? frame + 1 : frame;
        runs.countFirst(shard.counters(), begun);
        shard.sum(connection, page, begun);
        connection.events += frame;
        connection.bytes += taken;
        shard.counters().add(Counter.DELIVERIES, frame);
        shard.counters().add(Counter.BYTES, taken);
        if (taken > 0) {
            catchUp.lastProgress = shard.now();
        }
        awaitWritable(catchUp);
    }

    /** Goes on until the stream is level, its socket full, or its share of the turn used. Returns the writes it took. */
    int advance(CatchUp catchUp) {
        StreamConnection connection = catchUp.connection;
        int writes = 0;
        int budget = BYTES_PER_TURN;
        try {
            while (!connection.closed && connection.catchUp == catchUp) {
                if (budget <= 0) {
                    catchUps.queue(catchUp);
                    break;
                }
                int taken = step(catchUp);
                if (taken < 0) {
                    break;
                }
                writes++;
                budget -= taken + 1024;
            }
        } catch (IOException e) {
            shard.close(connection, CloseReason.of(e));
        }
        return writes;
    }

    /** Does the next thing; returns the bytes it wrote, or -1 when there is nothing to do until the socket has room. */
    private int step(CatchUp catchUp) throws IOException {
        byte[] own = catchUp.firstOwn();
        if (own != null) {
            return writeOwn(catchUp, own);
        }
        if (catchUp.partial != null) {
            return writePartial(catchUp);
        }
        Group group = catchUp.connection.group;
        if (group == null) {
            return -1;
        }
        CloseReason closing = catchUp.closing;
        if (closing != null && catchUp.endsHere()) {
            if (!catchUp.endQueued) {
                catchUp.endQueued = true;
                byte[] last = end.render(catchUp, group, closing);
                if (last.length > 0) {
                    catchUp.queue(last);
                }
                return 0;
            }
            shard.close(catchUp.connection, closing);
            return -1;
        }
        if (catchUp.skip != null) {
            slowReaders.skip(catchUp, group, catchUp.skip);
            return 0;
        }
        if (group.endsAt(catchUp.scannedThrough, shard.log().topics())) {
            catchUp.end(CloseReason.ENDED);
            return 0;
        }
        if (catchUp.scannedThrough >= shard.view().headId()) {
            LogView view = shard.view();
            if (catchUp.knowsOwnId && catchUp.connection.position <= view.goneOrGoing()) {
                queuePosition(catchUp, group);
                return 0;
            }
            level(catchUp);
            return -1;
        }
        return writePage(catchUp, group);
    }

    private int writePage(CatchUp catchUp, Group group) throws IOException {
        LogView view = shard.view();
        Page page = shard.reader.read(view, group.selection(), catchUp.scannedThrough, view.headId(), PAGE_BYTES);
        if (page.isLost()) {
            slowReaders.overrun(catchUp);
            return 0;
        }
        if (page.firstFiltered() != 0 && (group.fragile == 0 || page.firstFiltered() < group.fragile)) {
            group.fragile = page.firstFiltered();
        }
        if (page.count() == 0) {
            catchUp.scannedThrough = page.through();
            return PAGE_BYTES;
        }
        Runs runs = shard.runs;
        runs.prepare(page, group.form(), catchUp.connection.endsWithFrame ? catchUp.connection.position : 0);
        long taken = catchUp.connection.write(runs);
        if (taken < runs.bytes()) {
            tookPart(catchUp, page, runs, taken);
            return -1;
        }
        catchUp.lastProgress = shard.now();
        catchUp.connection.position = page.id(page.count() - 1);
        catchUp.connection.endsWithFrame = true;
        catchUp.scannedThrough = page.through();
        noteLastId(catchUp, page, page.count() - 1);
        runs.count(shard.counters(), 1);
        shard.sum(catchUp.connection, page, page.count());
        catchUp.connection.events += page.count();
        catchUp.connection.bytes += taken;
        shard.counters().add(Counter.DELIVERIES, page.count());
        shard.counters().add(Counter.BYTES, taken);
        return (int) taken;
    }

    private int writeOwn(CatchUp catchUp, byte[] bytes) throws IOException {
        int length = Math.min(bytes.length - catchUp.ownSent(), scratch.capacity());
        scratch.buffer().put(0, bytes, catchUp.ownSent(), length);
        int taken = catchUp.connection.write(scratch, 0, length);
        count(catchUp, taken);
        catchUp.connection.endsWithFrame = false;
        if (catchUp.ownTaken(taken) && catchUp.restOf != 0) {
            shard.counters().add(Counter.REST_BYTES, -bytes.length);
            frameIsOut(catchUp, catchUp.restOf, catchUp.restHasOwnId);
            catchUp.restOf = 0;
        }
        return full(catchUp, taken, length);
    }

    private int writePartial(CatchUp catchUp) throws IOException {
        Segment segment = Objects.requireNonNull(catchUp.partial);
        int row = catchUp.partialRow;
        Runs rest = shard.runs;
        rest.prepareRest(segment, row, catchUp.partialPiece, catchUp.sent);
        int taken = (int) catchUp.connection.write(rest);
        count(catchUp, taken);
        catchUp.sent += taken;
        if (taken == rest.bytes()) {
            catchUp.partial = null;
            frameIsOut(catchUp, segment.id(row), segment.hasOwnId(row));
        }
        return full(catchUp, taken, (int) rest.bytes());
    }

    private static void noteLastId(CatchUp catchUp, Page page, int frame) {
        noteLastId(catchUp, page.id(frame), page.segment(frame).hasOwnId(page.row(frame)));
    }

    /** After a publisher's own id the stream can be resumed only while that event is held. */
    private static void noteLastId(CatchUp catchUp, long id, boolean own) {
        catchUp.knowsOwnId = own;
        Group group = catchUp.connection.group;
        if (own && group != null) {
            group.fragile = Math.max(group.fragile, id);
        }
    }

    /** The event with the last id that the client knows is dropped, or will soon be: gives it a newer one. */
    private void queuePosition(CatchUp catchUp, Group group) {
        catchUp.knowsOwnId = false;
        catchUp.connection.position = catchUp.scannedThrough;
        catchUp.queue(shard.render(catchUp.connection, group, Notices.position(), catchUp.scannedThrough));
        shard.counters().add(Counter.POSITIONS, 1);
    }

    private void frameIsOut(CatchUp catchUp, long id, boolean own) {
        noteLastId(catchUp, id, own);
        catchUp.connection.position = id;
        catchUp.connection.endsWithFrame = true;
        catchUp.scannedThrough = Math.max(catchUp.scannedThrough, id);
        catchUp.connection.events++;
        shard.counters().add(Counter.DELIVERIES, 1);
    }

    private void count(CatchUp catchUp, int taken) {
        if (taken > 0) {
            catchUp.lastProgress = shard.now();
            catchUp.connection.bytes += taken;
            shard.counters().add(Counter.BYTES, taken);
        }
    }

    private int full(CatchUp catchUp, int taken, int wanted) {
        if (taken < wanted) {
            awaitWritable(catchUp);
            return -1;
        }
        return taken;
    }

    private static void awaitWritable(CatchUp catchUp) {
        catchUp.awaitsWritable = true;
        catchUp.connection.awaitWritable(true);
    }

    private void level(CatchUp catchUp) {
        if (catchUp.awaitsWritable) {
            catchUp.connection.awaitWritable(false);
        }
        catchUps.remove(catchUp);
    }

    void free() {
        scratch.free();
    }
}
