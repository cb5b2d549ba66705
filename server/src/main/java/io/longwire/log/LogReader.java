package io.longwire.log;

import io.longwire.event.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of the log: what a selection matches, after a position. Live delivery, catch-up and resume all read here.
 *
 * <p>One topic is read along its index; several topics and patterns by passing over the log's rows. Holds scratch space:
 * one per shard, used on its loop, behind its {@link ReadFences fence}.
 */
public final class LogReader {
    /** Rows looked at for one page at most, so that a turn stays short when little matches. */
    private static final int MAX_SCANNED_ROWS = 8192;

    private final TopicIndex topics;
    private final Page page = new Page();
    private final long[] ids = new long[Page.MAX_FRAMES];

    public LogReader(EventLog log) {
        this.topics = log.topics();
    }

    /**
     * The first frames that match, with ids greater than {@code after} and at most {@code through}. The page ends early
     * when it holds {@code maxBytes} or has looked at enough; it always has a frame, or an end beyond {@code after}.
     */
    public Page read(LogView view, Selection selection, long after, long through, int maxBytes) {
        page.reset(after);
        long last = Math.min(through, view.headId());
        if (after >= last) {
            return page;
        }
        String only = selection.onlyTopic();
        if (only != null) {
            TopicRecord topic = topics.get(only);
            readTopic(view, topic, selection, after, last, maxBytes);
            // Read after the ids: see TopicRecord.
            if (topic == null ? isLost(view, selection, after) : topic.watermark() > after) {
                page.reset(after).lost();
            }
        } else {
            scan(view, selection, after, last, maxBytes);
            if (isLost(view, selection, after)) {
                page.reset(after).lost();
            }
        }
        return page;
    }

    /** The rows of a view are complete after its floor; before it, the watermarks judge. */
    private boolean isLost(LogView view, Selection selection, long after) {
        return after < view.floorId() && topics.watermark(selection) > after;
    }

    private void readTopic(
            LogView view, @Nullable TopicRecord topic, Selection selection, long after, long last, int maxBytes) {
        if (topic == null || topic.tail() <= after) {
            page.through(last);
            return;
        }
        int found = topic.idsAfter(after, last, ids);
        Segment segment = null;
        int row = 0;
        for (int i = 0; i < found; i++) {
            long id = ids[i];
            row++;
            if (segment == null || row >= view.rows(segment) || segment.id(row) != id) {
                segment = view.segmentAfter(id - 1);
                if (segment == null) {
                    return;
                }
                row = segment.firstAfter(id - 1, view.rows(segment));
                if (segment.id(row) != id) {
                    return; // lost meanwhile: the watermark will tell
                }
            }
            if (selection.wantsType(segment.type(row))) {
                if (isFull(segment, row, maxBytes)) {
                    return;
                }
                page.add(segment, row);
            } else {
                page.filtered(id);
            }
            page.through(id);
        }
        if (found < ids.length) {
            page.through(last);
        }
    }

    private void scan(LogView view, Selection selection, long after, long last, int maxBytes) {
        int budget = MAX_SCANNED_ROWS;
        for (Segment segment = view.segmentAfter(after); segment != null; segment = view.after(segment)) {
            int rows = view.rows(segment);
            for (int row = segment.firstAfter(after, rows); row < rows; row++) {
                long id = segment.id(row);
                if (id > last) {
                    page.through(last);
                    return;
                }
                if (!matchesTopics(selection, segment, row)) {
                    // not for this stream
                } else if (!selection.wantsType(segment.type(row))) {
                    page.filtered(id);
                } else {
                    if (page.count() == Page.MAX_FRAMES || isFull(segment, row, maxBytes)) {
                        return;
                    }
                    page.add(segment, row);
                }
                page.through(id);
                if (--budget == 0) {
                    return;
                }
            }
        }
        page.through(last);
    }

    private boolean isFull(Segment segment, int row, int maxBytes) {
        return page.count() > 0 && page.bytes() + segment.end(row) - segment.start(row) > maxBytes;
    }

    static boolean matches(Selection selection, Segment segment, int row) {
        return selection.wantsType(segment.type(row)) && matchesTopics(selection, segment, row);
    }

    private static boolean matchesTopics(Selection selection, Segment segment, int row) {
        int count = segment.topicCount(row);
        for (int i = 0; i < count; i++) {
            if (selection.matchesTopic(segment.topic(row, i).name())) {
                return true;
            }
        }
        return false;
    }
}
