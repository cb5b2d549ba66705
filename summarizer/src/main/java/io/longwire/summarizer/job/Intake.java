package io.longwire.summarizer.job;

import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobStore;
import java.util.List;

/** Takes new jobs in: keeps them, tells of them, queues them. Any thread but an event loop. */
final class Intake {
    private final LiveJobs live;
    private final JobStore jobs;
    private final Endings endings;
    private final Announcements announcements;
    private final FairQueue<LiveJob> queue;

    Intake(LiveJobs live, JobStore jobs, Endings endings, Announcements announcements, FairQueue<LiveJob> queue) {
        this.live = live;
        this.jobs = jobs;
        this.endings = endings;
        this.announcements = announcements;
        this.queue = queue;
    }

    /** How many more may wait. */
    int room() {
        return queue.room();
    }

    /** Takes them all; a video whose summary is known already is answered at once. */
    void take(List<JobRow> rows) {
        jobs.add(rows);
        List<LiveJob> begun =
                rows.stream().map(row -> live.begin(row.id(), row.session())).toList();
        for (int i = 0; i < rows.size(); i++) {
            JobRow row = rows.get(i);
            tell(begun.get(i), row);
            announcements.progress(row, "starting", "queued", endings.playlist(row));
            if (row.playlist() || !endings.answerFromStore(begun.get(i), row)) {
                queue.add(row.session(), begun.get(i));
            }
        }
    }

    /** Queues a job again, in any case. */
    void again(LiveJob job) {
        queue.add(job.session(), job);
    }

    /** That it waits. */
    static void tell(LiveJob job, JobRow row) {
        job.publish(
                "progress",
                new JobEvent.Progress(job.id(), row.stage().word(), row.progress(), row.total(), JobVideo.of(row)));
    }
}
