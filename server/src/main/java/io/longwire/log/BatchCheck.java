package io.longwire.log;

import io.longwire.event.InvalidEventException;
import io.longwire.log.AppendException.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether every event of a batch can be appended: checked for all of them before the first one is. */
final class BatchCheck {
    private BatchCheck() {}

    /** The sequencer only. Throws {@link AppendException} when one cannot. */
    static void check(List<EncodedEvent> batch, TopicIndex topics) {
        Set<String> ending = Set.of();
        Set<String> fresh = Set.of();
        for (EncodedEvent encoded : batch) {
            for (String topic : encoded.event().topics()) {
                TopicRecord record = topics.get(topic);
                if (ending.contains(topic) || (record != null && record.endId() != 0)) {
                    throw new AppendException(
                            Reason.TOPIC_ENDED, "topic " + InvalidEventException.quote(topic) + " has ended");
                }
                if (record == null) {
                    fresh = fresh.isEmpty() ? new HashSet<>() : fresh;
                    fresh.add(topic);
                }
            }
            if (encoded.event().end()) {
                ending = ending.isEmpty() ? new HashSet<>() : ending;
                ending.addAll(encoded.event().topics());
            }
        }
        if (!fresh.isEmpty() && !topics.makeRoomFor(fresh.size(), topicsOf(batch))) {
            throw new AppendException(Reason.TOO_MANY_TOPICS, "SSE_MAX_TOPICS topics hold events already");
        }
    }

    private static Set<String> topicsOf(List<EncodedEvent> batch) {
        var topics = new HashSet<String>();
        batch.forEach(encoded -> topics.addAll(encoded.event().topics()));
        return topics;
    }
}
