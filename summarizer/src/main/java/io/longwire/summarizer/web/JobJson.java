package io.longwire.summarizer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.longwire.summarizer.job.JobDetail;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.model.Usage;
import io.longwire.summarizer.store.JobRow;
import org.jspecify.annotations.Nullable;

/** A job as clients see it. */
record JobJson(
        String jobId,
        String status,
        String stage,
        String kind,
        String url,
        @Nullable Video video,
        @Nullable Playlist playlist,
        @Nullable String parent,
        String model,
        String language,
        int progress,
        int total,
        String createdAt,
        String updatedAt,
        JobRow.@Nullable Failure error,
        @Nullable String summaryId,
        @Nullable Usage usage,
        String topic) {
    record Video(
            String id, @Nullable String title, @Nullable String channel) {}

    /** @param done of its videos; null where the job is one of them, as is {@code total} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Playlist(
            String id, @Nullable Integer total, @Nullable Integer done) {}

    /** With the text so far. */
    record WithText(
            @JsonUnwrapped JobJson job,
            String text,
            @Nullable String lastEventId) {}

    static WithText of(JobDetail detail, Jobs jobs) {
        return new WithText(of(detail.row(), jobs), detail.text(), detail.lastEventId());
    }

    static JobJson of(JobRow row, Jobs jobs) {
        return new JobJson(
                row.id(),
                row.status().word(),
                row.stage().word(),
                row.playlist() ? "playlist" : "video",
                row.playlist() ? playlistUrl(row.source()) : videoUrl(row.source()),
                row.playlist() ? null : new Video(row.source(), row.title(), row.channel()),
                row.playlist()
                        ? new Playlist(row.source(), row.total(), row.progress())
                        : jobs.playlist(row)
                                .map(id -> new Playlist(id, null, null))
                                .orElse(null),
                row.parent(),
                row.model(),
                row.language(),
                row.progress(),
                row.total(),
                row.createdAt().toString(),
                row.updatedAt().toString(),
                row.failure(),
                row.summary(),
                row.usage(),
                "jobs/" + row.id());
    }

    static String videoUrl(String id) {
        return "https://www.youtube.com/watch?v=" + id;
    }

    private static String playlistUrl(String id) {
        return "https://www.youtube.com/playlist?list=" + id;
    }
}
