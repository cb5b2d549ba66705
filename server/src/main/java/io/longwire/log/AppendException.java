package io.longwire.log;

/** Why the log did not take what was published. Nothing of the batch was appended. */
public final class AppendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is; publishers act on it. */
    public enum Reason {
        /** A topic of the batch has ended. */
        TOPIC_ENDED,
        /** The idempotency key was used with another body. */
        KEY_REUSED,
        /** The index is full of topics that have events. */
        TOO_MANY_TOPICS,
        /** The frame or the batch is more than the log takes at once. */
        TOO_LARGE,
        /** The publish queue is full: try again later. */
        OVERLOADED,
        /** The log is closed. */
        CLOSED
    }

    private final Reason reason;

    public AppendException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
