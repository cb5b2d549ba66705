package io.longwire.embed;

import io.longwire.log.StartRequest;
import java.time.Instant;
import java.util.Set;

/**
 * Where a subscription starts, and which types of events it wants. Immutable.
 *
 * @param start live, or where in the past
 * @param types the types that it wants, {@code message} for unnamed events; empty for all
 */
public record SubscribeOptions(StartRequest start, Set<String> types) {
    /** Copies the set. */
    public SubscribeOptions {
        types = Set.copyOf(types);
    }

    private static SubscribeOptions from(StartRequest start) {
        return new SubscribeOptions(start, Set.of());
    }

    /** What is published from now on. */
    public static SubscribeOptions live() {
        return from(new StartRequest.Live());
    }

    /** Everything that the log holds, then live. */
    public static SubscribeOptions earliest() {
        return from(new StartRequest.Earliest());
    }

    /** What follows an id, a resume: nothing is missed without {@link StreamListener#onResync}. */
    public static SubscribeOptions after(String id) {
        return from(new StartRequest.After(id));
    }

    /** The newest {@code count} events that match, at least 1, then live. */
    public static SubscribeOptions last(int count) {
        return from(new StartRequest.Last(count));
    }

    /** What was published at or after a time, then live. */
    public static SubscribeOptions since(Instant time) {
        return from(new StartRequest.Since(time.toEpochMilli()));
    }

    /** The same for some types of events only; {@code message} stands for unnamed ones. */
    public SubscribeOptions types(String... wanted) {
        return new SubscribeOptions(start, Set.of(wanted));
    }
}
