package io.longwire.log;

import io.longwire.event.EventId;
import io.longwire.event.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges where a stream starts. Resume after an id of this log is complete exactly when the id is at or after the
 * watermark of every topic selected; never a false 'complete'. Any thread: reads ids and watermarks, not frames.
 */
public final class StartJudge {
    private final EventLog log;

    public StartJudge(EventLog log) {
        this.log = log;
    }

    public StartPosition judge(StartRequest request, Selection selection) {
        LogView view = log.view();
        if (request instanceof StartRequest.After after) {
            return judgeAfter(after.id(), selection, view);
        }
        long position;
        if (request instanceof StartRequest.Earliest) {
            position = view.floorId();
        } else if (request instanceof StartRequest.Last last) {
            position = beforeLast(last.count(), selection, view);
        } else if (request instanceof StartRequest.Since since) {
            position = beforeTime(since.unixMillis(), view);
        } else {
            position = view.headId();
        }
        return withEnds(position, null, selection, false);
    }

    private StartPosition judgeAfter(String asked, Selection selection, LogView view) {
        EventId.Parsed parsed = EventId.Parsed.of(asked);
        long id;
        if (parsed == null) {
            id = log.earliestWithOwnId(asked);
            if (id == 0) {
                return withEnds(view.headId(), ResyncReason.UNKNOWN_ID, selection, false);
            }
            // It may be younger than the view.
            view = log.view();
        } else if (!parsed.logTag().equals(log.tag())) {
            long time = beforeTime(EventId.millis(parsed.id()), view);
            return withEnds(time, ResyncReason.OTHER_LOG, selection, false);
        } else {
            id = parsed.id();
        }
        if (id > view.headId()) {
            return withEnds(view.headId(), ResyncReason.AHEAD, selection, false);
        }
        if (id >= view.floorId() || id >= log.topics().watermark(selection)) {
            return withEnds(id, null, selection, true);
        }
        boolean forgotten = log.topics().isForgotten(selection);
        view = log.view();
        return withEnds(view.floorId(), forgotten ? ResyncReason.FORGOTTEN : ResyncReason.OVERRUN, selection, false);
    }

    /** @param told whether the client has had everything up to the position, ends included */
    private StartPosition withEnds(long position, @Nullable ResyncReason resync, Selection selection, boolean told) {
        var ended = new ArrayList<StartPosition.Ended>();
        boolean open = !selection.patterns().isEmpty();
        for (String topic : selection.topics()) {
            TopicRecord record = log.topics().get(topic);
            long endId = record == null ? 0 : record.endId();
            if (endId == 0 || endId > position) {
                open = true;
            } else if (!told) {
                ended.add(new StartPosition.Ended(topic, endId));
            }
        }
        ended.sort(Comparator.comparingLong(StartPosition.Ended::id));
        return new StartPosition(position, resync, List.copyOf(ended), !open, !open && told);
    }

    private static long beforeTime(long unixMillis, LogView view) {
        return Math.max(view.floorId(), Math.min(EventId.of(unixMillis, 0) - 1, view.headId()));
    }

    /** The position before the newest {@code count} matching events; topics' ends come with them, uncounted. */
    private long beforeLast(int count, Selection selection, LogView view) {
        String only = selection.onlyTopic();
        if (only != null && !selection.hasTypeFilter()) {
            TopicRecord record = log.topics().get(only);
            return record == null ? view.headId() : beforeLast(count, record, view);
        }
        long oldest = view.headId() + 1;
        int found = 0;
        for (Segment segment = view.last(); segment != null; segment = view.before(segment)) {
            for (int row = view.rows(segment) - 1; row >= 0; row--) {
                if (LogReader.matches(selection, segment, row)) {
                    oldest = segment.id(row);
                    found += segment.endsTopic(row) ? 0 : 1;
                    if (found == count) {
                        return oldest - 1;
                    }
                }
            }
        }
        return oldest - 1;
    }

    /** Along the topic's index, newest first. */
    private static long beforeLast(int count, TopicRecord topic, LogView view) {
        long oldest = view.headId() + 1;
        int missing = count;
        var ids = new long[Math.min(count, 1023) + 1];
        for (int found = topic.idsBefore(oldest, ids); found > 0; found = topic.idsBefore(oldest, ids)) {
            for (int i = 0; i < found; i++) {
                Segment segment = view.segmentAfter(ids[i] - 1);
                if (segment == null) {
                    return oldest - 1;
                }
                int row = segment.firstAfter(ids[i] - 1, view.rows(segment));
                if (segment.id(row) != ids[i]) {
                    return oldest - 1; // dropped meanwhile
                }
                oldest = ids[i];
                missing -= segment.endsTopic(row) ? 0 : 1;
                if (missing == 0) {
                    return oldest - 1;
                }
            }
        }
        return oldest - 1;
    }
}
