package io.longwire.summarizer.model;

/**
 * Is told how a summary comes along: by one thread at a time, though not always by the one that waits for the summary.
 * What it throws ends the summary.
 */
public interface SummaryListener {
    /** So many parts of the transcript are done; {@code total} stays the same. */
    void parts(int done, int total);

    /** More of the final text, as the model streams it. All of it together is the summary's Markdown. */
    void text(String more);

    /** All text so far is void: the provider failed in the middle, and the text begins anew. */
    void restart();
}
