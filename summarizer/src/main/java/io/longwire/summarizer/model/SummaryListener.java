package io.longwire.summarizer.model;

/** Is told how a summary comes along. Called by one thread at a time. */
public interface SummaryListener {
    /** So many parts of the transcript are done. */
    void parts(int done, int total);

    /** More of the final text, as the model streams it. */
    void text(String more);

    /** All text so far is void: the provider failed in the middle, and the text begins anew. */
    void restart();
}
