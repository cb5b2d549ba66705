package io.longwire.embed;

/**
 * Gets what a subscription in this process brings. Called on the subscription's executor, one call after the other, so it
 * may block; what it does not take in time waits in the log, not in a queue. An exception ends the subscription.
 */
@FunctionalInterface
public interface StreamListener {
    /** The next event that matches. */
    void onEvent(StreamEvent event);

    /**
     * Something may have been missed between what came before and what comes after.
     *
     * @param reason {@code overrun}, {@code lag}, {@code forgotten}, {@code other-log}, {@code ahead} or
     *     {@code unknown-id}, as a stream says it
     * @param id the position before what follows
     */
    default void onResync(String reason, String id) {}

    /** Nothing will be published to {@code topic} any more; {@code id} is the id of its end. */
    default void onEnd(String topic, String id) {}

    /**
     * The last call.
     *
     * @param reason {@code ended} when all topics have, {@code client-closed} after {@link Subscription#close()},
     *     {@code drain} when the server stops, {@code slow-reader} and {@code stalled} as for any stream, {@code error}
     *     when the listener failed
     */
    default void onClosed(String reason) {}
}
