package io.longwire.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream starts, as the log judged it.
 *
 * @param position everything that matches with a greater id follows, and nothing else
 * @param resync why the client must be told that it may have missed something; null when it missed nothing
 * @param ended topics that ended at or before {@code position} and whose end the client has not been told, by their end
 * @param isOver whether nothing can follow: all topics have ended at or before the position
 * @param isRepeated whether the client has been told all there is, ends included: a reconnect past the end
 */
public record StartPosition(
        long position, @Nullable ResyncReason resync, List<Ended> ended, boolean isOver, boolean isRepeated) {
    /** A topic and the id of its end. */
    public record Ended(String topic, long id) {}
}
