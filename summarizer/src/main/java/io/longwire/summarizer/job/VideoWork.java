package io.longwire.summarizer.job;

import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.ModelException;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.model.Provider;
import io.longwire.summarizer.model.Summarizer;
import io.longwire.summarizer.model.Summary;
import io.longwire.summarizer.model.SummaryListener;
import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Stage;
import io.longwire.summarizer.store.Status;
import io.longwire.summarizer.store.SummaryRow;
import io.longwire.summarizer.store.SummaryStore;
import io.longwire.summarizer.video.Transcript;
import io.longwire.summarizer.video.TranscriptException;
import io.longwire.summarizer.video.Transcripts;
import io.longwire.summarizer.video.VideoId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is done for one video, from its transcript to the summary that is kept. On a worker's thread; blocks. */
final class VideoWork {
    private static final String ANY_LANGUAGE = "*";

    private final Transcripts transcripts;
    private final Summarizer summarizer;
    private final Models models;
    private final JobStore jobs;
    private final SummaryStore summaries;
    private final Endings endings;
    private final Announcements announcements;
    private final InstantSource clock;

    VideoWork(
            Transcripts transcripts,
            Summarizer summarizer,
            Models models,
            JobStore jobs,
            SummaryStore summaries,
            Endings endings,
            Announcements announcements,
            InstantSource clock) {
        this.transcripts = transcripts;
        this.summarizer = summarizer;
        this.models = models;
        this.jobs = jobs;
        this.summaries = summaries;
        this.endings = endings;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Throws what hinders it; a job that was cancelled meanwhile stays as it is. */
    void run(LiveJob job, JobRow row) throws TranscriptException, ModelException {
        if (endings.answerFromStore(job, row)) {
            return;
        }
        if (!job.wholeText().isEmpty()) {
            job.restart("retry");
        }
        tell(job, row, Stage.TRANSCRIPT, 0, 0, "fetching the transcript");
        Model model = model(row);
        // Who tries it out may be without a network.
        Transcript transcript = model.provider() == Provider.DEMO ? demo(row) : fetch(job, row);
        jobs.name(row.id(), transcript.title(), transcript.channel());
        Summary summary =
                summarizer.summarize(transcript, model, row.language(), new Telling(job, row), job.cancellation());
        keep(job, row, transcript, summary);
    }

    private Model model(JobRow row) throws ModelException {
        try {
            return models.find(row.model());
        } catch (IllegalArgumentException gone) {
            // The list of models has changed since the job was submitted.
            throw new ModelException(
                    ModelException.Reason.REFUSED, "There is no model '" + row.model() + "' any more", false);
        }
    }

    private static Transcript demo(JobRow row) {
        String title = "Demo, not of the video " + row.source();
        return new Transcript(new VideoId(row.source()), title, "Demo", Duration.ZERO, row.language(), false, title);
    }

    private Transcript fetch(LiveJob job, JobRow row) throws TranscriptException, ModelException {
        try {
            if (!job.beginInterruptible()) {
                throw cancelled();
            }
            Set<String> languages = new LinkedHashSet<>(List.of(row.language(), "en", ANY_LANGUAGE));
            return transcripts.fetch(new VideoId(row.source()), List.copyOf(languages));
        } finally {
            job.endInterruptible();
        }
    }

    private static ModelException cancelled() {
        return new ModelException(ModelException.Reason.CANCELLED, "cancelled", false);
    }

    private void keep(LiveJob job, JobRow row, Transcript transcript, Summary summary) {
        job.settle(summary.markdown());
        var kept = new SummaryRow(
                Ids.next(),
                row.source(),
                row.model(),
                row.language(),
                transcript.title(),
                transcript.channel(),
                summary.markdown(),
                summary.usage(),
                clock.instant());
        String id = summaries.put(kept);
        endings.complete(job, summaries.find(id).orElse(kept), false);
    }

    private void tell(LiveJob job, JobRow row, Stage stage, int progress, int total, String message) {
        if (!jobs.step(row.id(), Status.IN_PROGRESS, stage, progress, total)) {
            return;
        }
        JobRow now = jobs.find(row.id()).orElse(row);
        job.publish("progress", new JobEvent.Progress(row.id(), stage.word(), progress, total, JobVideo.of(now)));
        announcements.progress(now, "processing", message, endings.playlist(now));
    }

    /** Passes on what the model says. */
    private final class Telling implements SummaryListener {
        private final LiveJob job;
        private final JobRow row;

        Telling(LiveJob job, JobRow row) {
            this.job = job;
            this.row = row;
        }

        @Override
        public void parts(int done, int total) {
            tell(job, row, Stage.SUMMARIZING, done, total, "summarising, " + done + " of " + total + " parts done");
        }

        @Override
        public void text(String more) {
            job.text(more);
        }

        @Override
        public void restart() {
            job.restart("provider");
        }
    }
}
