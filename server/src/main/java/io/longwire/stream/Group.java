package io.longwire.stream;

import io.longwire.event.Selection;
import io.longwire.event.WireForm;
import io.longwire.log.TopicIndex;
import io.longwire.log.TopicRecord;
import java.util.Arrays;

/**
 * All streams of a shard with the same options. What is new for one is new for all of them, so a page is read once and
 * written to each. A topic of one's own is a group of one, so a group must be small too. Its shard's loop only.
 */
@SuppressWarnings("EnumOrdinal") // kept in a byte, and nowhere else
class Group {
    final Shard shard;
    private final Selection selection;
    private final HeartbeatForm heartbeat;
    /** Its ordinal: there may be a group for each stream, so every byte counts. */
    private final byte form;

    /** A lone {@link StreamConnection}, or an array of them with room to grow. */
    private Object members = NONE;

    private int size;
    /** Index in the shard's list of groups. */
    int slot;

    /** First and last id that match and are not yet written; 0 when nothing is pending. */
    long pendingFrom;

    long pendingThrough;
    /** The page that is being written ends here; 0 between pages. */
    long pageThrough;
    /** Members below this index may still have to get the page. */
    int cursor;
    /** Whether it stands in the shard's queue of groups with something pending. */
    boolean queued;

    /** Shard clock (ms) when a page was last written; at first, when the group was made. */
    int lastWrite;

    /** Whether all its topics had ended when it was looked at last: a hint, for {@link #endsAt}. */
    private boolean ended;

    /**
     * The members' last id is good for a resume only while this event is held: one that a type filter left out since, or
     * one that has a publisher's id. 0 when there is none.
     */
    long fragile;

    private static final StreamConnection[] NONE = {};

    Group(Shard shard, StreamOptions options, TopicIndex topics) {
        this.shard = shard;
        this.selection = options.selection();
        this.heartbeat = options.heartbeat();
        this.form = (byte) options.form().ordinal();
        this.lastWrite = shard.now();
        updateEnd(topics);
    }

    boolean is(StreamOptions options) {
        return form() == options.form() && heartbeat == options.heartbeat() && selection.equals(options.selection());
    }

    Selection selection() {
        return selection;
    }

    HeartbeatForm heartbeat() {
        return heartbeat;
    }

    WireForm form() {
        return WireForm.of(form);
    }

    int size() {
        return size;
    }

    StreamConnection member(int index) {
        return members instanceof StreamConnection only ? only : ((StreamConnection[]) members)[index];
    }

    void add(StreamConnection connection) {
        connection.group = this;
        connection.slot = size;
        if (size == 0) {
            members = connection;
        } else {
            StreamConnection[] array = members instanceof StreamConnection only
                    ? new StreamConnection[] {only, connection}
                    : (StreamConnection[]) members;
            if (size == array.length) {
                array = Arrays.copyOf(array, size + (size >> 1) + 1);
            }
            array[size] = connection;
            members = array;
        }
        size++;
    }

    /** The last member takes the place of the one that goes; walks therefore go from the end to the start. */
    void remove(StreamConnection connection) {
        size--;
        if (members instanceof StreamConnection[] array) {
            StreamConnection last = array[size];
            array[connection.slot] = last;
            last.slot = connection.slot;
            array[size] = array[0]; // let go of the object
            if (size == 0) {
                members = NONE;
            }
        } else {
            members = NONE;
        }
        cursor = Math.min(cursor, size);
    }

    void markPending(long id) {
        if (pendingFrom == 0) {
            pendingFrom = id;
        }
        pendingThrough = id;
    }

    /** Whether all its topics have ended at or before {@code id}, and none was opened again since. */
    boolean endsAt(long id, TopicIndex topics) {
        return ended && updateEnd(topics) <= id && ended;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Works out anew whether all its topics have ended; returns the id of the last end. */
    long updateEnd(TopicIndex topics) {
        ended = false;
        long last = 0;
        for (String topic : selection.topics()) {
            TopicRecord record = topics.get(topic);
            if (record == null || record.endId() == 0) {
                return 0;
            }
            last = Math.max(last, record.endId());
        }
        ended = selection.patterns().isEmpty();
        return last;
    }
}
