package io.longwire.summarizer.job;

import io.longwire.summarizer.store.JobRow;
import org.jspecify.annotations.Nullable;

/** The video of a job, as events show it. */
final class JobVideo {
    private JobVideo() {}

    /** Null for a playlist. */
    static JobEvent.@Nullable Video of(JobRow row) {
        return row.playlist() ? null : new JobEvent.Video(row.source(), row.title(), row.channel());
    }
}
