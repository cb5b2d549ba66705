package io.longwire.summarizer.job;

import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobRow.Failure;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Stage;
import io.longwire.summarizer.store.Status;
import io.longwire.summarizer.store.SummaryRow;
import io.longwire.summarizer.store.SummaryStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How jobs end, and what follows from it for the playlist that they belong to. First it is written down, then told. Any
 * thread but an event loop.
 */
final class Endings {
    private final LiveJobs live;
    private final JobStore jobs;
    private final SummaryStore summaries;
    private final Announcements announcements;

    Endings(LiveJobs live, JobStore jobs, SummaryStore summaries, Announcements announcements) {
        this.live = live;
        this.jobs = jobs;
        this.summaries = summaries;
        this.announcements = announcements;
    }

    /** Ends a video's job with the summary that is known already; false when there is none. */
    boolean answerFromStore(LiveJob job, JobRow row) {
        Optional<SummaryRow> known = summaries.find(row.source(), row.model(), row.language());
        if (known.isEmpty()) {
            return false;
        }
        jobs.name(row.id(), known.get().title(), known.get().channel());
        job.settle(known.get().markdown());
        complete(job, known.get(), true);
        return true;
    }

    /** Ends a video's job with a summary, unless it is finished already. */
    void complete(LiveJob job, SummaryRow summary, boolean cached) {
        int parts = Math.max(1, row(job.id()).total());
        if (!jobs.complete(job.id(), summary.id(), parts, parts)) {
            return;
        }
        job.end("done", new JobEvent.Done(job.id(), summary.id(), summary.usage()));
        live.finished(job.id());
        JobRow row = row(job.id());
        announcements.complete(row, summary, cached, playlist(row));
        announcements.progress(row, "completed", summary.title(), playlist(row));
        childEnded(row);
    }

    /** Ends a job without a summary, as failed or cancelled; false when it was finished already. */
    boolean fail(LiveJob job, Status how, Failure failure) {
        if (!jobs.fail(job.id(), how, failure)) {
            return false;
        }
        job.end("failed", new JobEvent.Failed(job.id(), failure.reason(), failure.message()));
        live.finished(job.id());
        JobRow row = row(job.id());
        announcements.notice(row, how == Status.FAILED ? "error" : "info", named(row) + failure.message());
        childEnded(row);
        return true;
    }

    private static String named(JobRow row) {
        return (row.title() == null ? row.source() : row.title()) + ": ";
    }

    /** The playlist that a video's job belongs to; null for none. */
    @Nullable
    String playlist(JobRow row) {
        return row.parent() == null
                ? null
                : jobs.find(row.parent()).map(JobRow::source).orElse(null);
    }

    private void childEnded(JobRow child) {
        LiveJob parent = child.parent() == null ? null : live.find(child.parent());
        if (parent != null) {
            recount(parent);
        }
    }

    /** How many of a playlist's videos are done, and with the last the playlist. */
    void recount(LiveJob parent) {
        synchronized (parent) {
            List<JobRow> children = jobs.children(parent.id());
            int total = children.size();
            int done = (int) children.stream().filter(c -> c.status().isFinal()).count();
            if (!jobs.step(parent.id(), Status.IN_PROGRESS, Stage.SUMMARIZING, done, total)) {
                return;
            }
            parent.publish("progress", new JobEvent.Progress(parent.id(), Stage.SUMMARIZING.word(), done, total, null));
            if (done == total) {
                endPlaylist(parent, children);
            } else {
                announcements.progress(row(parent.id()), "processing", done + " of " + total + " videos", null);
            }
        }
    }

    private void endPlaylist(LiveJob parent, List<JobRow> children) {
        long good =
                children.stream().filter(c -> c.status() == Status.COMPLETED).count();
        int total = children.size();
        if (good == 0) {
            fail(
                    parent,
                    Status.FAILED,
                    new Failure("playlist", "none of the playlist's " + total + " videos could be summarised"));
        } else if (jobs.complete(parent.id(), null, total, total)) {
            parent.end("done", new JobEvent.Done(parent.id(), null, null));
            live.finished(parent.id());
            announcements.progress(row(parent.id()), "completed", good + " of " + total + " videos summarised", null);
        }
    }

    private JobRow row(String id) {
        return jobs.find(id).orElseThrow(() -> new IllegalStateException("job " + id + " is gone"));
    }
}
