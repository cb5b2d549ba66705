package io.longwire.ops;

import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own that looks at the shards once a second and answers operators, and once each heartbeat interval writes the line that says
 * heartbeats are alive, also when none was due. Reads counters opaquely; never keeps a shard waiting.
 */
public final class Sampler implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sampler.class);

    private final List<Shard> shards;
    private final LastMinute lastMinute;
    private final ScheduledExecutorService thread;
    private long heartbeatsLogged;
    private long heartbeatsSeen;
    private volatile @Nullable Instant lastHeartbeat;

    /** Starts at once. */
    public Sampler(List<Shard> shards, LastMinute lastMinute, long heartbeatMillis) {
        this.shards = shards;
        this.lastMinute = lastMinute;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "longwire-ops");
            made.setDaemon(true);
            return made;
        });
        every(1000, this::sample);
        every(heartbeatMillis, this::logHeartbeats);
    }

    /** Has {@code task} run once a second on this thread, after each sample; it must be short. */
    public void eachSecond(Runnable task) {
        every(1000, task);
    }

    private void every(long millis, Runnable task) {
        var unused = thread.scheduleAtFixedRate(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOGGER.error("sampling failed: {}", e.toString()); // and goes on
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void sample() {
        lastMinute.sample();
        long heartbeats = ShardCounters.total(shards, Counter.HEARTBEATS);
        if (heartbeats != heartbeatsSeen) {
            heartbeatsSeen = heartbeats;
            lastHeartbeat = Instant.now();
        }
    }

    private void logHeartbeats() {
        long heartbeats = ShardCounters.total(shards, Counter.HEARTBEATS);
        LOGGER.info(
                "SSE heartbeat sent={} connections={}",
                heartbeats - heartbeatsLogged,
                ShardCounters.total(shards, Counter.ACTIVE));
        heartbeatsLogged = heartbeats;
    }

    /**
     * Runs what looks at the whole server and is too long for an event loop, one task after the other; throws {@link
     * java.util.concurrent.RejectedExecutionException} when the server has stopped.
     */
    public Executor executor() {
        return thread;
    }

    /** When a heartbeat was last seen to have been sent, to the second; null when none was. */
    @Nullable
    Instant lastHeartbeat() {
        return lastHeartbeat;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
