package io.longwire.log;

import io.longwire.event.Event;
import io.longwire.event.EventEncoder;

/** An event with its lines rendered but for the log's id, made on the publisher's thread. */
public record EncodedEvent(Event event, byte[] lines) {
    public static EncodedEvent of(Event event) {
        return new EncodedEvent(event, event.data() == null ? new byte[0] : EventEncoder.encode(event));
    }
}
