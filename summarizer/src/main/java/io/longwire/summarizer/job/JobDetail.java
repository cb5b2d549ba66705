package io.longwire.summarizer.job;

import io.longwire.summarizer.store.JobRow;
import org.jspecify.annotations.Nullable;

/**
 * A job with its text so far.
 *
 * @param lastEventId the event of the job's topic up to which the text goes; null when the job is finished
 */
public record JobDetail(JobRow row, String text, @Nullable String lastEventId) {}
