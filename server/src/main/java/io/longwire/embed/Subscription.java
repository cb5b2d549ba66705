package io.longwire.embed;

import java.util.concurrent.CompletableFuture;

/** A subscription in this process. Any thread. */
public interface Subscription extends AutoCloseable {
    /**
     * The id to go on after: of the last event that the listener has dealt with, or of a newer position; at first that
     * of the start.
     */
    String lastId();

    /** Completed with the reason once the listener was called for the last time. */
    CompletableFuture<String> closed();

    /** Ends it: but for a call under way and {@link StreamListener#onClosed}, the listener is called no more. */
    @Override
    void close();
}
