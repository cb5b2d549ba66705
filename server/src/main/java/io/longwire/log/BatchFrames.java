package io.longwire.log;

import io.longwire.event.Event;
import io.longwire.event.FrameAssembler;
import io.longwire.event.Notices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames that a batch becomes: of each event its own, where it has data, then one for each topic that it ends. The
 * sequencer's own.
 */
final class BatchFrames {
    private final FrameAssembler frame;
    private final Map<String, byte[]> endLines = new HashMap<>();

    BatchFrames(String tag) {
        frame = new FrameAssembler(tag);
    }

    /** The batch was appended. */
    void clear() {
        endLines.clear();
    }

    /** The lines of the event that ends a topic, rendered once for a batch. */
    byte[] endLines(String topic) {
        return endLines.computeIfAbsent(topic, name -> Notices.end(name));
    }

    /**
     * Prepares a frame, to be taken from {@link #prepared()}; returns its length in bytes.
     *
     * @param ownId the publisher's, which stands in the lines; null for a frame that gets the log's
     */
    int prepare(byte[] lines, long id, @Nullable String ownId) {
        return ownId == null ? frame.prepare(lines, id) : frame.prepare(lines);
    }

    FrameAssembler prepared() {
        return frame;
    }

    /** The lengths of the frames in bytes, where the first gets the id {@code firstId}. */
    int[] lengths(List<EncodedEvent> batch, long firstId) {
        var lengths = new int[count(batch)];
        int count = 0;
        for (EncodedEvent encoded : batch) {
            Event event = encoded.event();
            if (event.data() != null) {
                lengths[count] = prepare(encoded.lines(), firstId + count, event.id());
                count++;
            }
            if (event.end()) {
                for (String topic : event.topics()) {
                    lengths[count] = prepare(endLines(topic), firstId + count, null);
                    count++;
                }
            }
        }
        return lengths;
    }

    private static int count(List<EncodedEvent> batch) {
        int frames = 0;
        for (int i = 0; i < batch.size(); i++) {
            Event event = batch.get(i).event();
            frames += (event.data() == null ? 0 : 1)
                    + (event.end() ? event.topics().size() : 0);
        }
        return frames;
    }
}
