package io.longwire.summarizer.store;

import java.util.Locale;

/** How far a job is, as a whole. */
public enum Status {
    /** It waits for a worker. */
    PENDING,
    IN_PROGRESS,
    /** It failed, and waits to be tried again. */
    RETRY,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** As clients see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
