package io.longwire.summarizer.job;

import io.longwire.summarizer.model.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the events of jobs carry, as JSON in {@code snake_case}. */
final class JobEvent {
    private JobEvent() {}

    /** A video, as far as it is known. */
    record Video(
            String id, @Nullable String title, @Nullable String channel) {}

    /** {@code progress} of a job's topic. */
    record Progress(
            String jobId,
            String stage,
            int progress,
            int total,
            @Nullable Video video) {}

    /**
     * {@code token}: more of the text.
     *
     * @param offset the length, in UTF-16 units, of the text before it
     */
    record Token(String jobId, String text, int offset) {}

    /** {@code restart}: the text so far is void. */
    record Restart(String jobId, String reason) {}

    /** {@code done}. */
    record Done(
            String jobId,
            @Nullable String summaryId,
            @Nullable Usage usage) {}

    /** {@code failed}: also when it was cancelled. */
    record Failed(String jobId, String reason, String message) {}

    /** {@code summary_progress} of a session's topic, in the original's form. */
    record SummaryProgress(
            String jobId,
            String status,
            String message,
            int progress,
            int total,
            @Nullable CurrentVideo currentVideo) {}

    /** The original's form of a video. */
    record CurrentVideo(
            @Nullable String id,
            @Nullable String title,
            @Nullable String playlist) {}

    /**
     * {@code summary_complete} of a session's topic.
     *
     * @param source {@code cache} or {@code generated}
     */
    record SummaryComplete(
            String jobId,
            String videoId,
            String title,
            String source,
            String modelUsed,
            @Nullable String playlist,
            String summaryId) {}

    /**
     * {@code system} of a session's topic. The original's clients look for {@code type} or {@code level}.
     *
     * @param type {@code info}, {@code warning} or {@code error}, as is {@code level}
     * @param timestamp ISO 8601
     */
    record SystemNotice(
            String message,
            String type,
            String level,
            String timestamp,
            @Nullable String jobId) {
        static SystemNotice of(String level, String message, @Nullable String jobId) {
            return new SystemNotice(message, level, level, Instant.now().toString(), jobId);
        }
    }
}
