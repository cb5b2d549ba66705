package io.longwire.summarizer.store;

import io.longwire.summarizer.model.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is kept. Immutable.
 *
 * @param session whose it is
 * @param parent the playlist's job that it belongs to; null when it was asked for by itself
 * @param playlist whether it is a playlist, whose videos are jobs of their own; else it is one video
 * @param source the video's or the playlist's id
 * @param progress parts, or videos, that are done, of {@code total}
 * @param title the video's or the playlist's; null until it is known, as is {@code channel}
 * @param attempts how often it was begun
 * @param failure why it failed, or was cancelled; null when it was not
 * @param summary what it came to; null until then, and when that was deleted
 * @param usage what it took; null where there is no summary
 */
public record JobRow(
        String id,
        String session,
        @Nullable String parent,
        boolean playlist,
        String source,
        String model,
        String language,
        Status status,
        Stage stage,
        int progress,
        int total,
        @Nullable String title,
        @Nullable String channel,
        int attempts,
        @Nullable Failure failure,
        @Nullable String summary,
        @Nullable Usage usage,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * Why a job came to nothing.
     *
     * @param reason one word, such as {@code no_captions}
     * @param message for the person
     */
    public record Failure(String reason, String message) {}
}
