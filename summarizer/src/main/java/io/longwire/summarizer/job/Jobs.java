package io.longwire.summarizer.job;

import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;
import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.model.Summarizer;
import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobRow.Failure;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Stage;
import io.longwire.summarizer.store.Status;
import io.longwire.summarizer.store.SummaryRow;
import io.longwire.summarizer.store.SummaryStore;
import io.longwire.summarizer.video.Link;
import io.longwire.summarizer.video.PlaylistLink;
import io.longwire.summarizer.video.Transcripts;
import io.longwire.summarizer.video.VideoLink;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The jobs of all sessions: takes them, has them worked on, tells of them. Any thread but an event loop, unless said. */
public final class Jobs implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LISTED = 500;
    /** A job that was begun so often, and never came to an end, likely ends the process. */
    private static final int MAX_BEGINNINGS = 5;

    private final SummarizerSettings settings;
    private final JobStore jobs;
    private final SummaryStore summaries;
    private final LiveJobs live;
    private final FairQueue<LiveJob> queue;
    private final Announcements announcements;
    private final Endings endings;
    private final Intake intake;
    private final Workers workers;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "summarizer-timer");
        thread.setDaemon(true);
        return thread;
    });
    private List<JobRow> leftBehind = List.of();

    /** @param broadcast whether all sessions' events go to the topic {@code broadcast} */
    public Jobs(
            SummarizerSettings settings,
            JobStore jobs,
            SummaryStore summaries,
            Transcripts transcripts,
            Models models,
            Summarizer summarizer,
            EventStreams streams,
            boolean broadcast) {
        this.settings = settings;
        this.jobs = jobs;
        this.summaries = summaries;
        live = new LiveJobs(streams, timer, settings.span(Variable.SUMMARIZER_TOKEN_INTERVAL));
        queue = new FairQueue<>(settings.number(Variable.SUMMARIZER_QUEUE));
        announcements = new Announcements(streams, broadcast);
        endings = new Endings(live, jobs, summaries, announcements);
        intake = new Intake(live, jobs, endings, announcements, queue);
        var videos = new VideoWork(
                transcripts, summarizer, models, jobs, summaries, endings, announcements, Clock.systemUTC());
        workers = new Workers(
                queue,
                jobs,
                videos,
                new PlaylistWork(transcripts, jobs, intake, endings),
                endings,
                announcements,
                timer,
                settings.span(Variable.SUMMARIZER_RETRY_DELAY));
    }

    /** Reads what an earlier process left behind; before anybody asks. */
    public void load() {
        jobs.forgetOlderThan(KEPT);
        live.know(jobs.sessions());
        leftBehind = jobs.unfinished();
        leftBehind.forEach(row -> live.begin(row.id(), row.session()));
    }

    /** Begins to work; what an earlier process left behind comes first, and its topics say that its text is void. */
    public void start() {
        for (JobRow row : leftBehind) {
            LiveJob job = live.find(row.id());
            if (job == null) {
                continue;
            }
            job.restart("server_restarted");
            if (row.attempts() >= MAX_BEGINNINGS) {
                endings.fail(
                        job,
                        Status.FAILED,
                        new Failure("internal", "the application ended " + row.attempts() + " times while at it"));
            } else if (!row.playlist() || jobs.children(row.id()).isEmpty()) {
                jobs.step(row.id(), Status.PENDING, Stage.QUEUED, 0, 0);
                JobRow now = jobs.find(row.id()).orElse(row);
                Intake.tell(job, now);
                announcements.progress(
                        now, "starting", "queued again, the server was restarted", endings.playlist(now));
                intake.again(job);
            } else {
                endings.recount(job);
            }
        }
        leftBehind = List.of();
        workers.start(settings.number(Variable.SUMMARIZER_WORKERS));
    }

    /** What a submission came to. */
    public record Submitted(List<String> ids) {}

    /**
     * Takes a job for each link, all or none.
     *
     * @throws SubmitException when the session has too many already, or the queue is full
     */
    public synchronized Submitted submit(String session, List<Link> links, Model model, String language)
            throws SubmitException {
        int limit = settings.number(Variable.SUMMARIZER_JOBS_PER_SESSION);
        int unfinished = jobs.unfinished(session);
        if (unfinished + links.size() > limit) {
            throw new SubmitException("A session has at most " + limit + " unfinished jobs, this one has " + unfinished
                    + "; wait for some to finish, or cancel them");
        }
        if (intake.room() < links.size()) {
            throw new SubmitException("The queue is full; try again in a while");
        }
        var rows = new ArrayList<JobRow>();
        for (Link link : links) {
            if (link instanceof VideoLink video) {
                rows.add(jobs.fresh(
                        Ids.next(), session, null, false, video.video().value(), model.id(), language));
            } else if (link instanceof PlaylistLink playlist) {
                rows.add(jobs.fresh(Ids.next(), session, null, true, playlist.id(), model.id(), language));
            }
        }
        intake.take(rows);
        return new Submitted(rows.stream().map(JobRow::id).toList());
    }

    /** A session's jobs, the newest first, those that belong to a playlist included. */
    public List<JobRow> list(String session) {
        return jobs.ofSession(session, LISTED);
    }

    /** A session's job. */
    public Optional<JobRow> find(String session, String id) {
        return live.isOf(session, id) ? jobs.find(id) : Optional.empty();
    }

    /** A session's job with its text so far, and where that goes on. */
    public Optional<JobDetail> detail(String session, String id) {
        // In this order: what ends between the two is finished in the second, and its topic still tells of the end.
        LiveJob job = live.find(id);
        LiveJob.Snapshot snapshot = job == null ? null : job.snapshot();
        return find(session, id)
                .map(row -> snapshot == null
                        ? new JobDetail(row, finishedText(row), null)
                        : new JobDetail(row, snapshot.text(), snapshot.lastId()));
    }

    private String finishedText(JobRow row) {
        String summary = row.summary();
        return summary == null
                ? ""
                : summaries.find(summary).map(SummaryRow::markdown).orElse("");
    }

    /** The id of the playlist that a video's job belongs to. */
    public Optional<String> playlist(JobRow row) {
        return Optional.ofNullable(endings.playlist(row));
    }

    /** Ends a job that is not finished, and with a playlist's its videos'; returns it as it is then. */
    public JobRow cancel(JobRow row) {
        LiveJob job = live.find(row.id());
        if (job != null) {
            endings.fail(job, Status.CANCELLED, new Failure("cancelled", "cancelled"));
            queue.remove(job.session(), job);
            job.cancel();
            if (row.playlist()) {
                jobs.children(row.id()).forEach(this::cancel);
            }
        }
        return jobs.find(row.id()).orElse(row);
    }

    /** Whether a session has the job. Does not block: also for event loops. */
    public boolean isOf(String session, String id) {
        return live.isOf(session, id);
    }

    /** Where a session's events are read. Does not block. */
    public String topic(String session) {
        return announcements.topic(session);
    }

    /** Leaves the jobs under way: they stay unfinished, for the next process. Blocks for a while. */
    @Override
    public void close() {
        workers.stopping();
        live.all().forEach(LiveJob::cancel);
        workers.stop();
        timer.shutdownNow();
    }
}
