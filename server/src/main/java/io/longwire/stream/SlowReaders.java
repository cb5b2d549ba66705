package io.longwire.stream;

import io.longwire.event.EventId;
import io.longwire.event.Notices;
import io.longwire.log.LogView;
import io.longwire.log.Page;
import io.longwire.log.ResyncReason;
import io.longwire.log.Segment;
import io.longwire.log.TopicRecord;
import io.longwire.stream.ShardCounters.Counter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a stream that is too far behind: further than the limit, or than the log reaches back. Its shard's
 * loop only.
 */
final class SlowReaders {
    private static final Logger LOGGER = LoggerFactory.getLogger(SlowReaders.class);
    private final Shard shard;
    /** Log offset before which no stream can be too far behind. */
    private long checkAt;

    SlowReaders(Shard shard) {
        this.shard = shard;
    }

    /** A stream fell behind: it is looked at in the next turn. */
    void watch() {
        checkAt = 0;
    }

    /** Looks for streams whose next frame lies too far back; also those whose sockets are full. */
    void checkLag(List<CatchUp> behind) {
        LogView view = shard.view();
        if (view.endOffset() < checkAt) {
            return;
        }
        checkAt = Long.MAX_VALUE;
        for (int i = behind.size() - 1; i >= 0; i--) {
            CatchUp catchUp = behind.get(i);
            if (catchUp.skip != null || catchUp.closing != null) {
                continue;
            }
            if (view.endOffset() >= catchUp.checkLagAt) {
                checkLag(catchUp, view);
            }
            checkAt = Math.min(checkAt, catchUp.checkLagAt);
        }
    }

    private void checkLag(CatchUp catchUp, LogView view) {
        Group group = catchUp.connection.group;
        if (group == null) {
            return;
        }
        long after = catchUp.scannedThrough;
        if (catchUp.inFrame()) {
            after = Math.max(after, catchUp.restOf != 0 ? catchUp.restOf : partialId(catchUp));
        }
        Page next = shard.reader.read(view, group.selection(), after, view.headId(), 1);
        long lag = 0;
        if (next.isLost()) {
            overrun(catchUp);
        } else if (next.count() > 0) {
            lag = view.endOffset() - next.segment(0).offset(next.row(0));
            if (lag > catchUp.allowedLag) {
                tooSlow(catchUp, ResyncReason.LAG, lag);
            }
        } else if (!catchUp.inFrame()) {
            catchUp.scannedThrough = next.through();
        }
        // It can be too far behind only once the log has grown by what is left.
        catchUp.checkLagAt = view.endOffset() + Math.max(1, catchUp.allowedLag - lag);
    }

    private static long partialId(CatchUp catchUp) {
        Segment partial = catchUp.partial;
        return partial == null ? 0 : partial.id(catchUp.partialRow);
    }

    /** The log no longer holds what the stream should get next. */
    void overrun(CatchUp catchUp) {
        Group group = catchUp.connection.group;
        boolean forgotten = group != null && shard.log().topics().isForgotten(group.selection());
        tooSlow(
                catchUp,
                forgotten ? ResyncReason.FORGOTTEN : ResyncReason.OVERRUN,
                shard.view().bytes());
    }

    private void tooSlow(CatchUp catchUp, ResyncReason reason, long lag) {
        StreamConnection connection = catchUp.connection;
        if (!connection.reportedSlow) {
            connection.reportedSlow = true;
            LOGGER.info(
                    "SSE slow reader reason={} lag_bytes={} limit={} policy={}",
                    reason.wireName(),
                    lag,
                    shard.settings().maxLagBytes(),
                    shard.settings().slowReader());
        }
        if (shard.settings().slowReader() == SlowReaderPolicy.CLOSE) {
            catchUp.end(CloseReason.SLOW_READER);
        } else {
            catchUp.skip = reason;
        }
    }

    /** Tells the stream, between two frames, that it missed something, and lets it go on at a place the log holds. */
    void skip(CatchUp catchUp, Group group, ResyncReason reason) {
        LogView view = shard.view();
        StreamConnection connection = catchUp.connection;
        long position;
        if (reason == ResyncReason.LAG) {
            position = view.headId();
            shard.counters().add(Counter.DROPPED, countSkipped(catchUp, group, view));
        } else {
            // Everything that matches and is held has a greater id.
            position = Math.max(
                    catchUp.scannedThrough,
                    Math.max(view.floorId(), shard.log().topics().watermark(group.selection())));
            shard.counters().add(Counter.DROPPED, 1);
        }
        shard.counters().countResync(reason);
        String asked = EventId.render(connection.position, shard.log().tag());
        byte[] notice = Notices.resync(reason.wireName(), asked, group.selection());
        catchUp.queue(shard.render(connection, group, notice, position));
        queueMissedEnds(catchUp, group, catchUp.scannedThrough, position);
        catchUp.skip = null;
        connection.position = position;
        catchUp.scannedThrough = position;
    }

    /** The ends of topics among what is skipped, since nothing else will tell the client of them. */
    private void queueMissedEnds(CatchUp catchUp, Group group, long after, long through) {
        for (String topic : group.selection().topics()) {
            TopicRecord record = shard.log().topics().get(topic);
            if (record != null && record.endId() > after && record.endId() <= through) {
                catchUp.queue(shard.render(catchUp.connection, group, Notices.end(topic), through));
            }
        }
    }

    private long countSkipped(CatchUp catchUp, Group group, LogView view) {
        long skipped = 0;
        long after = catchUp.scannedThrough;
        while (after < view.headId()) {
            Page page = shard.reader.read(view, group.selection(), after, view.headId(), Integer.MAX_VALUE);
            if (page.isLost()) {
                break;
            }
            skipped += page.count();
            after = page.through();
        }
        return skipped;
    }

    /** Keeps the rest of a half-sent frame whose memory is about to be freed, within a bound. */
    void saveRest(CatchUp catchUp, Segment segment) {
        Group group = catchUp.connection.group;
        if (group == null) {
            return;
        }
        int row = catchUp.partialRow;
        byte[] rest = shard.runs.copyRest(segment, row, catchUp.partialPiece, catchUp.sent);
        if (shard.counters().get(Counter.REST_BYTES) + rest.length
                > shard.settings().maxRestBytes()) {
            shard.close(catchUp.connection, CloseReason.CUT);
            return;
        }
        catchUp.partial = null;
        catchUp.restOf = segment.id(row);
        catchUp.restHasOwnId = segment.hasOwnId(row);
        catchUp.queue(rest);
        shard.counters().add(Counter.REST_BYTES, rest.length);
    }
}
