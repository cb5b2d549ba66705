package io.longwire.summarizer.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** All jobs that are not finished, and of every job, finished or not, whose it is. Any thread; nothing here blocks. */
final class LiveJobs {
    private final EventStreams streams;
    private final ScheduledExecutorService timer;
    private final long intervalMillis;
    private final Map<String, LiveJob> live = new ConcurrentHashMap<>();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    LiveJobs(EventStreams streams, ScheduledExecutorService timer, Duration tokenInterval) {
        this.streams = streams;
        this.timer = timer;
        this.intervalMillis = tokenInterval.toMillis();
    }

    /** A job that begins to live. */
    LiveJob begin(String id, String session) {
        sessions.put(id, session);
        var job = new LiveJob(id, session, streams, timer, intervalMillis);
        live.put(id, job);
        return job;
    }

    /** Null when there is none, or it is finished. */
    @Nullable
    LiveJob find(String id) {
        return live.get(id);
    }

    Collection<LiveJob> all() {
        return List.copyOf(live.values());
    }

    void finished(String id) {
        live.remove(id);
    }

    /** Jobs of an earlier process. */
    void know(Map<String, String> sessionsByJob) {
        sessions.putAll(sessionsByJob);
    }

    /** Whether a session has the job. */
    boolean isOf(String session, String id) {
        return session.equals(sessions.get(id));
    }
}
