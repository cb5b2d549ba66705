package io.longwire.log;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishers' own ids of held events, and where in the log each stands. The sequencer writes; any thread reads.
 */
final class OwnIds {
    /** Ids of the log by the publisher's id, oldest first: a publisher may use one twice. */
    private final ConcurrentHashMap<String, long[]> held = new ConcurrentHashMap<>();

    /** The log's id of the earliest held event with the publisher's id {@code own}; 0 when none is held. */
    long earliest(String own) {
        long[] ids = held.get(own);
        return ids == null ? 0 : ids[0];
    }

    /** The sequencer only. */
    void add(String own, long id) {
        long[] ids = held.get(own);
        long[] more = ids == null ? new long[1] : Arrays.copyOf(ids, ids.length + 1);
        more[more.length - 1] = id;
        held.put(own, more);
    }

    /** The earliest held event with that id is dropped. The sequencer only. */
    void removeEarliest(String own) {
        long[] ids = held.get(own);
        if (ids == null || ids.length == 1) {
            held.remove(own);
        } else {
            held.put(own, Arrays.copyOfRange(ids, 1, ids.length));
        }
    }
}
