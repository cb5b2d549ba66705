package io.longwire.stream;

import io.longwire.event.GzipSumAppender;
import io.longwire.event.WireForm;
import io.longwire.log.EventLog;
import io.longwire.log.Page;
import io.longwire.log.SegmentPieces;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;

/**
 * Writes what is new to the members of a group that are level: one page, read once, in slices of members. Nothing is
 * allocated, copied or locked per member. Its shard's loop only.
 */
final class FanOut {
    /** Members written to before other groups get their turn. */
    private static final int SLICE = 256;

    private static final int PAGE_BYTES = 256 * 1024;

    private final Shard shard;
    private final GzipSumAppender text = new GzipSumAppender();

    FanOut(Shard shard) {
        this.shard = shard;
    }

    /** Writes a page, or what is left of it, to the next members; returns how many socket writes it took. */
    int writeSlice(Group group) {
        if (group.size() == 0) {
            group.pendingFrom = 0;
            return 0;
        }
        long through = group.pageThrough != 0 ? group.pageThrough : group.pendingThrough;
        Page page = shard.reader.read(shard.view(), group.selection(), group.pendingFrom - 1, through, PAGE_BYTES);
        if (page.isLost()) {
            allFallBehind(group);
            return 0;
        }
        if (group.pageThrough == 0) {
            group.pageThrough = page.through();
            group.cursor = group.size();
        }
        int written = page.count() == 0 ? 0 : writeMembers(group, page);
        if (page.count() == 0 || group.cursor == 0) {
            pageIsDone(group, page);
        }
        return written;
    }

    private int writeMembers(Group group, Page page) {
        WireForm form = group.form();
        shard.runs.prepare(page, form, 0);
        long predecessor = form == WireForm.GZIP ? predecessor(page) : 0;
        boolean chainReady = false;
        long bytes = 0;
        int chained = 0;
        GzipGroup gzip = group instanceof GzipGroup coded ? coded : null;
        if (gzip != null) {
            text.prepare(shard.pageSum().of(page, page.count()));
        }
        long first = page.id(0);
        long last = page.id(page.count() - 1);
        boolean ends = group.endsAt(page.through(), shard.log().topics());
        int written = 0;
        int complete = 0;
        while (group.cursor > 0 && written < SLICE) {
            StreamConnection connection = group.member(--group.cursor);
            if (connection.catchUp != null || connection.position >= last) {
                continue;
            }
            if (connection.position >= first) {
                shard.catchUps().goOn(connection); // it joined in the middle of what this page has
                continue;
            }
            Runs runs = shard.runs;
            if (predecessor != 0 && connection.endsWithFrame && connection.position == predecessor) {
                runs = shard.chainedRuns;
                if (!chainReady) {
                    runs.prepare(page, form, predecessor);
                    chainReady = true;
                }
            }
            written++;
            if (writeTo(connection, page, runs)) {
                complete++;
                bytes += runs.bytes();
                if (gzip != null) {
                    gzip.append(connection, text);
                }
                chained += runs == shard.chainedRuns ? 1 : 0;
                if (ends) {
                    shard.finish(connection, CloseReason.ENDED);
                }
            }
        }
        shard.counters().add(Counter.DELIVERIES, (long) complete * page.count());
        shard.counters().add(Counter.BYTES, bytes);
        shard.runs.count(shard.counters(), complete - chained);
        shard.chainedRuns.count(shard.counters(), chained);
        recordLatency(page, complete);
        return written;
    }

    /** The frame against which the page's first may be compressed; 0 when there is none. */
    private static long predecessor(Page page) {
        SegmentPieces pieces = page.segment(0).pieces();
        return pieces == null ? 0 : pieces.predecessor(page.row(0));
    }

    private boolean writeTo(StreamConnection connection, Page page, Runs runs) {
        try {
            long taken = connection.write(runs);
            if (taken == runs.bytes()) {
                connection.events += page.count();
                connection.bytes += taken;
                connection.position = page.id(page.count() - 1);
                connection.endsWithFrame = true;
                return true;
            }
            shard.catchUps().tookPart(connection, page, runs, taken);
        } catch (IOException e) {
            shard.close(connection, CloseReason.of(e));
        }
        return false;
    }

    /** One value per frame and receiver: what a subscriber would measure. */
    void recordLatency(Page page, int receivers) {
        if (receivers == 0) {
            return;
        }
        int now = EventLog.micros();
        for (int frame = 0; frame < page.count(); frame++) {
            int micros = now - page.segment(frame).acceptedMicros(page.row(frame));
            shard.latency().recordValueWithCount(Math.min(Math.max(micros, 0), 60_000_000), receivers);
        }
    }

    private void pageIsDone(Group group, Page page) {
        if (page.count() > 0) {
            group.lastWrite = shard.now();
            noteLastId(group, page);
        }
        if (group.pageThrough >= group.pendingThrough) {
            group.pendingFrom = 0;
        } else {
            group.pendingFrom = group.pageThrough + 1;
        }
        group.pageThrough = 0;
    }

    /** All level members now know the page's last id; if it is a publisher's, they can resume only while it is held. */
    private static void noteLastId(Group group, Page page) {
        int last = page.count() - 1;
        if (page.segment(last).hasOwnId(page.row(last))) {
            group.fragile = page.id(last);
        } else if (group.fragile <= page.id(last)) {
            group.fragile = 0;
        }
    }

    /** The log dropped what was pending before it was written: each member finds out what that means for it. */
    void allFallBehind(Group group) {
        long through = group.pendingFrom == 0 ? 0 : group.pendingFrom - 1;
        group.pendingFrom = 0;
        group.pageThrough = 0;
        for (int i = group.size() - 1; i >= 0; i--) {
            StreamConnection connection = group.member(i);
            if (connection.catchUp == null) {
                shard.catchUps().fallBehind(connection, Math.max(connection.position, through));
            }
        }
    }
}
