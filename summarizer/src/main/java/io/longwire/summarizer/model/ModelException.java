package io.longwire.summarizer.model;

import org.jspecify.annotations.Nullable;

/** A model gave no summary; the message is for the person who asked. */
public final class ModelException extends Exception {
    private final Reason reason;
    private final boolean retryable;

    /** Why. */
    public enum Reason {
        KEY_MISSING,
        KEY_REFUSED,
        RATE_LIMITED,
        OVERLOADED,
        TOO_LONG,
        REFUSED,
        CUT_OFF,
        NETWORK,
        INVALID_ANSWER,
        CANCELLED
    }

    public ModelException(Reason reason, String message, boolean retryable) {
        this(reason, message, retryable, null);
    }

    public ModelException(Reason reason, String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryable = retryable;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }
}
