package io.longwire.summarizer.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model gave no summary; the message is for the person who asked. */
public final class ModelException extends Exception {
    private final Reason reason;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    /** Kinds of failure; their names are what events and the API say. */
    public enum Reason {
        /** The provider's key is not set. */
        KEY_MISSING,
        /** The provider does not accept the key, or the account behind it has no credit. */
        KEY_REFUSED,
        /** Too many requests, or the quota is used up. */
        RATE_LIMITED,
        /** The provider fails or is overloaded. */
        OVERLOADED,
        /** More text than the model takes. */
        TOO_LONG,
        /** The provider or the model does not want to answer, or there is no such model. */
        REFUSED,
        /** The answer ended before its end, and so did the retries. */
        CUT_OFF,
        /** The provider was not reached, or fell silent. */
        NETWORK,
        /** The answer is not in the provider's format, or empty. */
        INVALID_ANSWER,
        CANCELLED
    }

    public ModelException(Reason reason, String message, boolean retryable) {
        this(reason, message, retryable, null);
    }

    public ModelException(Reason reason, String message, boolean retryable, @Nullable Throwable cause) {
        this(reason, message, retryable, cause, null);
    }

    private ModelException(
            Reason reason,
            String message,
            boolean retryable,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.reason = reason;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    static ModelException cancelled() {
        return new ModelException(Reason.CANCELLED, "Cancelled", false);
    }

    ModelException retryAfter(@Nullable Duration wait) {
        return new ModelException(reason, String.valueOf(getMessage()), retryable, getCause(), wait);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** How long the provider asks to wait; null when it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
