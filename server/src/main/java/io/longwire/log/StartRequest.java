package io.longwire.log;

/** Where a stream asks to start from. */
public sealed interface StartRequest {
    /** What is published from now on. */
    record Live() implements StartRequest {}

    /** Everything that is held. */
    record Earliest() implements StartRequest {}

    /** What follows an id: of this log, of another, of a publisher, or not an id at all. */
    record After(String id) implements StartRequest {}

    /** The newest {@code count} events that match and are held. */
    record Last(int count) implements StartRequest {
        public Last {
            if (count < 1) {
                throw new IllegalArgumentException("the newest " + count + " events: at least 1");
            }
        }
    }

    /** What was published at or after this time, in Unix milliseconds, and is held. */
    record Since(long unixMillis) implements StartRequest {}
}
