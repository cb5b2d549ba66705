package io.longwire.summarizer.job;

/** Jobs are not taken at the moment; the message is for the person who asked. */
public final class SubmitException extends Exception {
    public SubmitException(String message) {
        super(message);
    }
}
