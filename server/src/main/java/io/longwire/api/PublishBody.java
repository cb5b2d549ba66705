package io.longwire.api;

import io.longwire.event.Event;
import io.longwire.http.RequestException;
import java.util.List;

/**
 * Reads a complete body as the events to publish, in one of the formats that bodies have.
 */
@FunctionalInterface
interface PublishBody {
    /** Throws {@link RequestException} saying what is wrong. */
    Batch read(byte[] body);

    /**
     * Events to publish as one.
     *
     * @param isArray whether they came as a list, and are answered as one
     */
    record Batch(List<Event> events, boolean isArray) {
        static Batch single(Event event) {
            return new Batch(List.of(event), false);
        }
    }
}
