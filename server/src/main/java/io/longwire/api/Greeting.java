package io.longwire.api;

import io.longwire.event.Selection;

/** How a surface says that a stream is open: the lines of its first event but for the id. Any thread. */
@FunctionalInterface
public interface Greeting {
    /**
     * Renders the event {@code connected}.
     *
     * @param lastEventId the position that the stream starts from, which is also the event's id
     * @param retryMillis how long a client shall wait before it comes back
     */
    byte[] connected(String connectionId, Selection selection, String lastEventId, int retryMillis);
}
