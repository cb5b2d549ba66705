package io.longwire.summarizer.job;

import io.longwire.summarizer.job.JobEvent.CurrentVideo;
import io.longwire.summarizer.job.JobEvent.SummaryComplete;
import io.longwire.summarizer.job.JobEvent.SummaryProgress;
import io.longwire.summarizer.job.JobEvent.SystemNotice;
import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.SummaryRow;
import org.jspecify.annotations.Nullable;

/** The events of a session's topic, in the form of the original application's. Any thread but an event loop. */
final class Announcements {
    private final EventStreams streams;
    private final boolean broadcast;

    /** @param broadcast whether all sessions' go to the topic {@code broadcast} */
    Announcements(EventStreams streams, boolean broadcast) {
        this.streams = streams;
        this.broadcast = broadcast;
    }

    /** Where a session's events are read. */
    String topic(String session) {
        return broadcast ? "broadcast" : "sessions/" + session;
    }

    /**
     * How far a job is.
     *
     * @param status {@code starting}, {@code processing} or {@code completed}
     * @param playlist that the video belongs to; null for none
     */
    void progress(JobRow job, String status, String message, @Nullable String playlist) {
        var video = new CurrentVideo(
                job.playlist() ? null : job.source(), job.title(), job.playlist() ? job.source() : playlist);
        streams.publish(
                topic(job.session()),
                "summary_progress",
                new SummaryProgress(job.id(), status, message, job.progress(), job.total(), video));
    }

    /** A summary is there. */
    void complete(JobRow job, SummaryRow summary, boolean cached, @Nullable String playlist) {
        streams.publish(
                topic(job.session()),
                "summary_complete",
                new SummaryComplete(
                        job.id(),
                        summary.video(),
                        summary.title(),
                        cached ? "cache" : "generated",
                        summary.model(),
                        playlist,
                        summary.id()));
    }

    /** Something that a person should know. */
    void notice(JobRow job, String level, String message) {
        streams.publish(topic(job.session()), "system", SystemNotice.of(level, message, job.id()));
    }
}
