package io.longwire.summarizer.model;

import io.longwire.summarizer.video.Transcript;

/** Has a model summarise a transcript; blocks. Any thread. */
public final class Summarizer {
    /** Streams the text to the listener as it comes, and returns it whole. */
    public Summary summarize(
            Transcript transcript, Model model, String language, SummaryListener listener, Cancellation cancellation)
            throws ModelException {
        listener.parts(0, 1);
        var text = new StringBuilder();
        for (String word : ("A summary of " + transcript.title() + ".").split("(?<= )", -1)) {
            if (cancellation.isCancelled()) {
                throw new ModelException(ModelException.Reason.CANCELLED, "cancelled", false);
            }
            text.append(word);
            listener.text(word);
        }
        listener.parts(1, 1);
        return new Summary(text.toString(), new Usage(1, 1, 0));
    }
}
