package io.longwire.log;

import io.longwire.event.Selection;
import io.longwire.event.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log's topics by name, and the coarse watermark that stands for all topics it has forgotten.
 *
 * <p>A record is forgotten only when there are more than the limit, and then the one that lost its last frame first:
 * its watermark becomes the coarse one. Since frames are lost in the order of ids, the coarse watermark is as low as it
 * can be. Ended topics are kept until their retention has passed.
 *
 * <p>The sequencer writes; any thread reads.
 */
public final class TopicIndex {
    private final TopicTable records = new TopicTable();
    private final int limit;
    private final long firstId;
    private volatile long forgottenWatermark;

    // The sequencer's own.
    private final ArrayDeque<TopicRecord> idle = new ArrayDeque<>();
    private final ArrayDeque<TopicRecord> ended = new ArrayDeque<>();

    TopicIndex(int limit, long firstId) {
        this.limit = limit;
        this.firstId = firstId;
        this.forgottenWatermark = firstId;
    }

    /** The record of a topic; null when nothing was published to it, or when it was forgotten. */
    public @Nullable TopicRecord get(String topic) {
        return records.get(topic);
    }

    public int size() {
        return records.size();
    }

    public Collection<TopicRecord> records() {
        return records;
    }

    /**
     * The first records by name, of those whose name comes after {@code after} and contains {@code part}. A topic that is
     * there throughout a listing is in it once. Looks at every record, so it is for no event loop.
     *
     * @param after an empty text for the beginning
     * @param part an empty text for all
     * @param limit records at most
     */
    public List<TopicRecord> page(String after, String part, int limit) {
        var first = new PriorityQueue<TopicRecord>(
                Comparator.comparing(TopicRecord::name).reversed());
        for (TopicRecord record : records) {
            String name = record.name();
            if (name.compareTo(after) > 0 && name.contains(part)) {
                TopicRecord last = first.size() < limit ? null : first.peek();
                if (last == null || name.compareTo(last.name()) < 0) {
                    first.add(record);
                    if (last != null) {
                        first.remove();
                    }
                }
            }
        }
        var page = new ArrayList<TopicRecord>(first);
        page.sort(Comparator.comparing(TopicRecord::name));
        return page;
    }

    /** The newest id that a topic may have lost, of those without a record. */
    public long forgottenWatermark() {
        return forgottenWatermark;
    }

    /** The newest id that {@code topic} may have lost. */
    public long watermark(String topic) {
        TopicRecord record = records.get(topic);
        return record == null ? forgottenWatermark : record.watermark();
    }

    /** The newest id that any topic of the selection may have lost. Looks at every record when there are patterns. */
    public long watermark(Selection selection) {
        long newest = selection.patterns().isEmpty() ? 0 : forgottenWatermark;
        for (String topic : selection.topics()) {
            newest = Math.max(newest, watermark(topic));
        }
        if (!selection.patterns().isEmpty()) {
            for (TopicRecord record : records) {
                if (record.watermark() > newest && matchesPattern(selection, record.name())) {
                    newest = record.watermark();
                }
            }
            newest = Math.max(newest, forgottenWatermark); // one may have been forgotten while we looked
        }
        return newest;
    }

    /**
     * Whether it is forgotten topics that decide the selection's watermark, those included that have a record again:
     * something may be lost, or not.
     */
    public boolean isForgotten(Selection selection) {
        long newest = watermark(selection);
        if (newest == firstId) {
            return false;
        }
        for (String topic : selection.topics()) {
            TopicRecord record = records.get(topic);
            if (record != null && isLoss(record, newest)) {
                return false;
            }
        }
        return selection.patterns().isEmpty()
                || records.stream()
                        .noneMatch(record -> isLoss(record, newest) && matchesPattern(selection, record.name()));
    }

    /** Whether the record has surely lost something as new as {@code id}. */
    private static boolean isLoss(TopicRecord record, long id) {
        return record.watermark() >= id && record.hasLost();
    }

    private static boolean matchesPattern(Selection selection, String topic) {
        for (Selector pattern : selection.patterns()) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    // Below: the sequencer only.

    /**
     * Forgets topics until {@code fresh} more fit; false when too few may be forgotten.
     *
     * @param kept topics that must stay, since the batch is for them
     */
    boolean makeRoomFor(int fresh, Set<String> kept) {
        // Twice round: those that are put back at first may be the only ones.
        for (int left = idle.size() * 2; size() + fresh > limit && left > 0 && !idle.isEmpty(); left--) {
            forgetOldest(kept);
        }
        return size() + fresh <= limit;
    }

    /** The record of {@code topic}, made if need be. */
    TopicRecord obtain(String topic) {
        TopicRecord record = records.get(topic);
        if (record == null) {
            record = new TopicRecord(topic, forgottenWatermark);
            records.put(record);
        }
        return record;
    }

    private void forgetOldest(Set<String> kept) {
        TopicRecord record = idle.remove();
        record.idle(false);
        if (record.hasFrames() || record.endId() != 0) {
            return;
        }
        if (record.wasBusyAgain() || kept.contains(record.name())) {
            queueIfIdle(record); // at the end, where one belongs that lost its last frame just now
            return;
        }
        forgottenWatermark = Math.max(forgottenWatermark, record.watermark());
        record.forget();
        records.remove(record);
    }

    /** To be called when a record may have lost its last frame. */
    void queueIfIdle(TopicRecord record) {
        if (!record.hasFrames() && !record.isIdle() && record.endId() == 0) {
            record.idle(true);
            idle.add(record);
        }
    }

    void end(TopicRecord record, long id) {
        record.end(id);
        ended.add(record);
    }

    /** Opens again the topics that ended at or before {@code id}. */
    void reopenEndedUntil(long id) {
        for (TopicRecord record = ended.peek(); record != null && record.endId() <= id; record = ended.peek()) {
            ended.poll();
            record.end(0);
            queueIfIdle(record);
        }
    }
}
