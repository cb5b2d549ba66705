package io.longwire.summarizer.video;

/** Why there is no transcript. The message is for the person who submitted the link. */
public final class TranscriptException extends Exception {
    /** Kinds of failure; their names are what events and the API say. */
    public enum Reason {
        /** The video has no captions, of any kind. */
        NO_CAPTIONS,
        /** Only its owner, or members, may see the video. */
        PRIVATE,
        /** The video is for signed-in adults only. */
        AGE_RESTRICTED,
        /** The video service refuses this server's address: a captcha, a sign-in against bots, too many requests. */
        BLOCKED,
        /** Removed, not yet begun, not for this country, or otherwise not to be seen. */
        UNAVAILABLE,
        /** The video service knows no such video. */
        NOT_A_VIDEO,
        /** There are captions, but in no language that was asked for. */
        LANGUAGE,
        /** The video service was not reached, did not answer in time, or answered what cannot be read. */
        NETWORK,
        /** The playlist is private, is none, or is empty. */
        PLAYLIST
    }

    private final Reason reason;

    public TranscriptException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    TranscriptException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same request may well succeed a little later. */
    public boolean isRetryable() {
        return reason == Reason.NETWORK;
    }
}
