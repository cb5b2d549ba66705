package io.longwire.summarizer.video;

import org.jspecify.annotations.Nullable;

/** There is no transcript to be had; the message is for the person who asked. */
public final class TranscriptException extends Exception {
    private final Reason reason;

    /** Why. */
    public enum Reason {
        NO_CAPTIONS,
        PRIVATE,
        AGE_RESTRICTED,
        BLOCKED,
        UNAVAILABLE,
        NOT_A_VIDEO,
        LANGUAGE,
        NETWORK,
        PLAYLIST
    }

    public TranscriptException(Reason reason, String message) {
        this(reason, message, null);
    }

    public TranscriptException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
