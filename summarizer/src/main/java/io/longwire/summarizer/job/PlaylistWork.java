package io.longwire.summarizer.job;

import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobRow.Failure;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Stage;
import io.longwire.summarizer.store.Status;
import io.longwire.summarizer.video.TranscriptException;
import io.longwire.summarizer.video.Transcripts;
import io.longwire.summarizer.video.VideoId;
import java.util.List;

/** What is done for a playlist: its videos become jobs of their own, which take turns with everybody's. On a worker's thread. */
final class PlaylistWork {
    private final Transcripts transcripts;
    private final JobStore jobs;
    private final Intake intake;
    private final Endings endings;

    PlaylistWork(Transcripts transcripts, JobStore jobs, Intake intake, Endings endings) {
        this.transcripts = transcripts;
        this.jobs = jobs;
        this.intake = intake;
        this.endings = endings;
    }

    /** Throws what hinders it. */
    void run(LiveJob job, JobRow row) throws TranscriptException {
        if (!jobs.children(row.id()).isEmpty()) {
            return; // of an earlier process; its videos are queued
        }
        Intake.tell(job, row);
        List<VideoId> videos;
        try {
            if (!job.beginInterruptible()) {
                return;
            }
            videos = transcripts.playlist(row.source()).stream().distinct().toList();
        } finally {
            job.endInterruptible();
        }
        if (videos.isEmpty()) {
            endings.fail(job, Status.FAILED, new Failure("playlist", "the playlist has no videos"));
            return;
        }
        int room = intake.room();
        if (videos.size() > room) {
            endings.fail(
                    job,
                    Status.FAILED,
                    new Failure(
                            "queue_full",
                            "the playlist has " + videos.size() + " videos, and at the moment there is room for " + room
                                    + " (SUMMARIZER_QUEUE)"));
            return;
        }
        if (jobs.step(row.id(), Status.IN_PROGRESS, Stage.SUMMARIZING, 0, videos.size())) {
            job.publish("progress", new JobEvent.Progress(row.id(), Stage.SUMMARIZING.word(), 0, videos.size(), null));
            intake.take(videos.stream()
                    .map(video -> jobs.fresh(
                            Ids.next(), row.session(), row.id(), false, video.value(), row.model(), row.language()))
                    .toList());
        }
    }
}
