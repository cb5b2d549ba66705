package io.longwire.log;

import io.longwire.event.TopicHash;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Topic records by name. There may be a million, so this is a table of the records themselves, without an object for each
 * entry: a record stands at the place of its name's hash or the next free one. At most half of the places are taken.
 *
 * <p>The sequencer writes; any thread reads, and finds what was put before it began and not removed since. A place that
 * was taken stays taken, by {@link #REMOVED} once its record is gone, until a new table is made: so a reader who goes on
 * from place to place never stops short.
 */
final class TopicTable extends AbstractCollection<TopicRecord> {
    private static final int MIN_PLACES = 64;

    private static final TopicRecord REMOVED = new TopicRecord("", 0);

    private volatile AtomicReferenceArray<@Nullable TopicRecord> places = new AtomicReferenceArray<>(MIN_PLACES);
    private volatile int size;
    /** Places that are not empty. The sequencer's own. */
    private int taken;

    @Nullable
    TopicRecord get(String topic) {
        AtomicReferenceArray<@Nullable TopicRecord> table = places;
        return table.get(placeOf(topic, table));
    }

    /** The place of the topic's record, or the empty one where looking for it ends. */
    private static int placeOf(String topic, AtomicReferenceArray<@Nullable TopicRecord> table) {
        int mask = table.length() - 1;
        int place = TopicHash.of(topic) & mask;
        for (TopicRecord record = table.get(place); record != null; record = table.get(place)) {
            if (record != REMOVED && record.name().equals(topic)) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return place;
    }

    @Override
    public int size() {
        return size;
    }

    /** The records of one moment, and perhaps those that came or went meanwhile. */
    @Override
    public Iterator<TopicRecord> iterator() {
        return new Records(places);
    }

    // Below: the sequencer only.

    /** Puts in a record of a topic that has none. */
    void put(TopicRecord record) {
        if ((taken + 1) * 2 > places.length()) {
            makeAnew();
        }
        places.set(placeOf(record.name(), places), record);
        taken++;
        size = size() + 1;
    }

    /** Takes out a record that is in. */
    void remove(TopicRecord record) {
        places.set(placeOf(record.name(), places), REMOVED);
        size = size() - 1;
    }

    /** Makes a table at most a third full, in which nothing is left of what was removed. */
    private void makeAnew() {
        int length = Integer.highestOneBit(Math.max(MIN_PLACES, size * 3) - 1) * 2;
        var table = new AtomicReferenceArray<@Nullable TopicRecord>(length);
        for (TopicRecord record : this) {
            table.setPlain(placeOf(record.name(), table), record);
        }
        places = table;
        taken = size;
    }

    private static final class Records implements Iterator<TopicRecord> {
        private final AtomicReferenceArray<@Nullable TopicRecord> table;
        private int place;
        private @Nullable TopicRecord next;

        Records(AtomicReferenceArray<@Nullable TopicRecord> table) {
            this.table = table;
        }

        @Override
        public boolean hasNext() {
            while (next == null && place < table.length()) {
                TopicRecord record = table.get(place++);
                next = record == REMOVED ? null : record;
            }
            return next != null;
        }

        @Override
        public TopicRecord next() {
            TopicRecord record = hasNext() ? next : null;
            if (record == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return record;
        }
    }
}
