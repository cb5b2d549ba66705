package io.longwire.stream;

import io.longwire.event.Notices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** How a stream is kept alive while nothing is published. */
public enum HeartbeatForm {
    /** A comment, which no script sees; sent only to a stream that was idle for the interval. */
    COMMENT,
    /** {@code event: heartbeat} each interval, whatever else was sent. */
    EVENT,
    /** An unnamed event each interval. */
    MESSAGE,
    /** {@code event: ping} each interval. */
    PING,
    /** All of these in one block each interval, for clients of which it is not known what they look for. */
    ALL;

    private static final byte[] COMMENT_LINE = ":\n".getBytes(StandardCharsets.US_ASCII);

    /** The lines of its events, each to be made a frame; of a comment alone there are none. */
    List<byte[]> events(Instant now) {
        return switch (this) {
            case COMMENT -> List.of();
            case EVENT -> List.of(Notices.heartbeat("heartbeat", now));
            case MESSAGE -> List.of(Notices.heartbeat(null, now));
            case PING -> List.of(Notices.heartbeat("ping", now));
            case ALL ->
                List.of(
                        afterComment(Notices.heartbeat("heartbeat", now)),
                        Notices.heartbeat(null, now),
                        Notices.heartbeat("ping", now));
        };
    }

    private static byte[] afterComment(byte[] event) {
        byte[] lines = Arrays.copyOf(COMMENT_LINE, COMMENT_LINE.length + event.length);
        System.arraycopy(event, 0, lines, COMMENT_LINE.length, event.length);
        return lines;
    }
}
