package io.longwire.summarizer.video;

/** A text is no link to a video or playlist; the message, for the person who wrote it, names the piece. */
public final class LinkException extends Exception {
    public LinkException(String message) {
        super(message);
    }
}
