package io.longwire.log;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishers' own ids of held events, and where in the log each stands. The sequencer writes; any thread reads.
 */
final class OwnIds {
    private final ConcurrentHashMap<String, Occurrences> held = new ConcurrentHashMap<>();

    /** Ids of the log that carry one publisher's id: there may be several. */
    private static final class Occurrences {
        volatile long earliest;
        /** Those after the earliest. The sequencer's own. */
        @Nullable
        ArrayDeque<Long> later;

        Occurrences(long id) {
            earliest = id;
        }
    }

    /** The log's id of the earliest held event with the publisher's id {@code own}; 0 when none is held. */
    long earliest(String own) {
        Occurrences found = held.get(own);
        return found == null ? 0 : found.earliest;
    }

    /** The sequencer only. */
    void add(String own, long id) {
        Occurrences found = held.get(own);
        if (found == null) {
            held.put(own, new Occurrences(id));
            return;
        }
        if (found.later == null) {
            found.later = new ArrayDeque<>();
        }
        found.later.add(id);
    }

    /** The earliest held event with that id is dropped. The sequencer only. */
    void removeEarliest(String own) {
        Occurrences found = held.get(own);
        Long next = found == null || found.later == null ? null : found.later.poll();
        if (found == null || next == null) {
            held.remove(own);
        } else {
            found.earliest = next;
        }
    }
}
