package io.longwire.summarizer.job;

import io.longwire.summarizer.model.ModelException;
import io.longwire.summarizer.store.JobRow;
import io.longwire.summarizer.store.JobRow.Failure;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Stage;
import io.longwire.summarizer.store.Status;
import io.longwire.summarizer.video.TranscriptException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that work on jobs, each on one after the other. Jobs of the same video, model and language are worked on
 * one at a time, so that the second is answered by what the first came to.
 */
final class Workers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Workers.class);
    /** Beginnings of one job that are tried before a failure that might pass is taken for final. */
    private static final int MAX_ATTEMPTS = 3;

    /** An orderly stop of the process has the server's streams to see to as well. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final FairQueue<LiveJob> queue;
    private final JobStore jobs;
    private final VideoWork videos;
    private final PlaylistWork playlists;
    private final Endings endings;
    private final Announcements announcements;
    private final ScheduledExecutorService timer;
    private final Duration retryDelay;
    private final List<Thread> threads = new ArrayList<>();
    /** By what is worked on: jobs that want the same. Guarded by itself. */
    private final Map<Subject, Deque<LiveJob>> underway = new HashMap<>();

    private volatile boolean stopping;

    private record Subject(String source, String model, String language) {}

    Workers(
            FairQueue<LiveJob> queue,
            JobStore jobs,
            VideoWork videos,
            PlaylistWork playlists,
            Endings endings,
            Announcements announcements,
            ScheduledExecutorService timer,
            Duration retryDelay) {
        this.queue = queue;
        this.jobs = jobs;
        this.videos = videos;
        this.playlists = playlists;
        this.endings = endings;
        this.announcements = announcements;
        this.timer = timer;
        this.retryDelay = retryDelay;
    }

    void start(int count) {
        for (int i = 0; i < count; i++) {
            var thread = new Thread(this::work, "summarizer-worker-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** From now on no job is begun, and none is taken for failed. */
    void stopping() {
        stopping = true;
    }

    /** Takes no more jobs; blocks, for a while, until those under way have been left. They stay unfinished. */
    void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + STOP_NANOS;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work() {
        while (!stopping) {
            try {
                LiveJob job = queue.take();
                jobs.find(job.id()).filter(row -> !row.status().isFinal()).ifPresent(row -> alone(job, row));
            } catch (InterruptedException e) {
                // Told to stop, or interrupted too late by a cancelled job.
                LOGGER.debug("a worker was interrupted");
            } catch (RuntimeException | Error e) {
                LOGGER.error("a worker failed", e);
            }
        }
    }

    private void alone(LiveJob job, JobRow row) {
        var subject = new Subject(row.source(), row.model(), row.language());
        synchronized (underway) {
            Deque<LiveJob> waiting = underway.get(subject);
            if (waiting != null) {
                waiting.add(job);
                return;
            }
            underway.put(subject, new ArrayDeque<>());
        }
        try {
            attempt(job);
        } finally {
            synchronized (underway) {
                Deque<LiveJob> waiting = underway.remove(subject);
                if (waiting != null) {
                    waiting.forEach(next -> queue.add(next.session(), next));
                }
            }
        }
    }

    private void attempt(LiveJob job) {
        if (!jobs.begin(job.id())) {
            return;
        }
        JobRow row = jobs.find(job.id()).orElseThrow();
        try {
            if (row.playlist()) {
                playlists.run(job, row);
            } else {
                videos.run(job, row);
            }
        } catch (TranscriptException e) {
            boolean passes = e.reason() == TranscriptException.Reason.NETWORK;
            failed(job, row, passes, word(e.reason()), String.valueOf(e.getMessage()), Duration.ZERO);
        } catch (ModelException e) {
            if (e.reason() != ModelException.Reason.CANCELLED) {
                Duration asked = e.retryAfter();
                failed(
                        job,
                        row,
                        e.isRetryable(),
                        word(e.reason()),
                        String.valueOf(e.getMessage()),
                        asked == null ? Duration.ZERO : asked);
            }
        } catch (RuntimeException | Error e) {
            LOGGER.error("job {} failed", job.id(), e);
            failed(job, row, false, "internal", "the application failed; its log says why", Duration.ZERO);
        }
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** @param atLeast how long to wait before another attempt */
    private void failed(LiveJob job, JobRow row, boolean passes, String reason, String message, Duration atLeast) {
        if (stopping) {
            return; // taken up again by the next process
        }
        LOGGER.info("job {} attempt={} failed reason={}", job.id(), row.attempts(), reason);
        if (!passes || row.attempts() >= MAX_ATTEMPTS) {
            endings.fail(job, Status.FAILED, new Failure(reason, message));
        } else if (jobs.step(row.id(), Status.RETRY, Stage.QUEUED, 0, 0)) {
            Duration own = retryDelay.multipliedBy(1L << (row.attempts() - 1));
            Duration wait = own.compareTo(atLeast) < 0 ? atLeast : own;
            JobRow now = jobs.find(row.id()).orElse(row);
            Intake.tell(job, now);
            announcements.notice(
                    now, "warning", message + " – trying again in " + Math.max(1, wait.toSeconds()) + " s");
            timer.schedule(() -> queue.add(job.session(), job), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
