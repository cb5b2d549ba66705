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
        int fresh = 0;
        for (EncodedEvent encoded : batch) {
            for (String topic : encoded.event().topics()) {
                TopicRecord record = topics.get(topic);
                if (ending.contains(topic) || (record != null && record.endId() != 0)) {
                    throw new AppendException(
                            Reason.TOPIC_ENDED, "topic " + InvalidEventException.quote(topic) + " has ended");
                }
                fresh += record == null ? 1 : 0;
            }
            if (encoded.event().end()) {
                ending = ending.isEmpty() ? new HashSet<>() : ending;
                ending.addAll(encoded.event().topics());
            }
        }
        if (fresh > 0 && !topics.makeRoomFor(fresh)) {
            throw new AppendException(Reason.TOO_MANY_TOPICS, "SSE_MAX_TOPICS topics hold events already");
        }
    }
}
