package io.longwire.stream;

import org.jspecify.annotations.Nullable;

/** How a stream is kept alive while nothing is published. */
public enum HeartbeatForm {
    /** A comment, which no script sees; sent only to a stream that was idle for the interval. */
    COMMENT(null),
    /** {@code event: heartbeat} each interval, whatever else was sent. */
    EVENT("heartbeat"),
    /** An unnamed event each interval. */
    MESSAGE(null),
    /** {@code event: ping} each interval. */
    PING("ping");

    private final @Nullable String eventType;

    HeartbeatForm(@Nullable String eventType) {
        this.eventType = eventType;
    }

    /** The {@code event} field; null for none. */
    @Nullable
    String eventType() {
        return eventType;
    }
}
