package io.longwire.summarizer.store;

import java.util.Locale;

/** What is being done for a job. */
public enum Stage {
    QUEUED,
    /** The transcript is fetched; of a playlist, its list of videos. */
    TRANSCRIPT,
    SUMMARIZING,
    DONE;

    /** As clients see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
