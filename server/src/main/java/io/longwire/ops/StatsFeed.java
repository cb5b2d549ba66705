package io.longwire.ops;

import io.longwire.embed.ServerStats;
import io.longwire.event.Event;
import io.longwire.log.AppendException;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How the server is doing, as an event of the topic {@value #TOPIC} once a second, while some stream reads it; a server
 * that nobody watches publishes nothing. What it says is in docs/metrics.md. The sampler's thread only.
 */
public final class StatsFeed implements Runnable {
    /** Where it publishes. */
    public static final String TOPIC = "longwire/stats";

    private static final String TYPE = "stats";
    private static final JsonFactory JSON = new JsonFactory();
    private static final Logger LOGGER = LoggerFactory.getLogger(StatsFeed.class);

    private final List<Shard> shards;
    private final Health health;
    private final LastMinute lastMinute;
    private final Supplier<ServerStats> stats;
    private final long logMaxBytes;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Consumer<Event> publisher;
    private Totals before;

    /**
     * What only grows, at one moment.
     *
     * @param nanos of a clock that never steps
     * @param cpuNanos that the process has used; negative when not known
     */
    private record Totals(long nanos, long cpuNanos, long events, long deliveries, long bytes) {}

    /**
     * @param logMaxBytes the bound of the log
     * @param publisher takes an event in without waiting; may throw {@link AppendException}
     */
    public StatsFeed(
            List<Shard> shards,
            Health health,
            LastMinute lastMinute,
            Supplier<ServerStats> stats,
            long logMaxBytes,
            InstantSource clock,
            LongSupplier nanoTime,
            Consumer<Event> publisher) {
        this.shards = List.copyOf(shards);
        this.health = health;
        this.lastMinute = lastMinute;
        this.stats = stats;
        this.logMaxBytes = logMaxBytes;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.publisher = publisher;
        this.before = totals(stats.get());
    }

    /** Publishes, if somebody reads it; to be called once a second. */
    @Override
    public void run() {
        ServerStats now = stats.get();
        Totals totals = totals(now);
        if (ShardCounters.total(shards, Counter.RESERVED_GROUPS) > 0) {
            try {
                publisher.accept(Event.of(TOPIC, TYPE, json(now, totals)));
            } catch (AppendException refused) {
                // Under overload a second is left out, which the charts show.
                LOGGER.debug("statistics were not published: {}", refused.getMessage());
            }
        }
        before = totals;
    }

    private Totals totals(ServerStats now) {
        long cpu =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getProcessCpuTime()
                        : -1;
        return new Totals(nanoTime.getAsLong(), cpu, now.eventsPublished(), now.deliveries(), now.bytesDelivered());
    }

    private String json(ServerStats now, Totals totals) {
        MemoryUse memory = MemoryUse.now();
        double seconds = Math.max(1, totals.nanos() - before.nanos()) / 1e9;
        double cores = totals.cpuNanos() < 0 ? -1 : (totals.cpuNanos() - before.cpuNanos()) / 1e9 / seconds;
        double load = cores / Runtime.getRuntime().availableProcessors();
        var text = new StringWriter(1024);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("time", clock.instant().toString());
            out.writeStringProperty("status", health.status(load, memory, lastMinute.summary()));
            out.writeNumberProperty("uptime_seconds", health.uptimeSeconds());
            connections(out, now);
            out.writeObjectPropertyStart("per_second");
            out.writeNumberProperty("events", rate(totals.events() - before.events(), seconds));
            out.writeNumberProperty("deliveries", rate(totals.deliveries() - before.deliveries(), seconds));
            out.writeNumberProperty("bytes", rate(totals.bytes() - before.bytes(), seconds));
            out.writeEndObject();
            out.writeObjectPropertyStart("totals");
            out.writeNumberProperty("events", totals.events());
            out.writeNumberProperty("deliveries", totals.deliveries());
            out.writeNumberProperty("bytes", totals.bytes());
            out.writeEndObject();
            out.writeObjectPropertyStart("latency_ms");
            out.writeNumberProperty("p50", now.latencyP50Millis());
            out.writeNumberProperty("p99", now.latencyP99Millis());
            out.writeEndObject();
            out.writeNumberProperty("success_rate", now.successRate());
            out.writeObjectPropertyStart("log");
            out.writeNumberProperty("bytes", now.bytesHeld());
            out.writeNumberProperty("max_bytes", logMaxBytes);
            out.writeNumberProperty("events", now.eventsHeld());
            out.writeNumberProperty("topics", now.topics());
            out.writeEndObject();
            out.writeObjectPropertyStart("memory");
            out.writeNumberProperty("heap_bytes", memory.heapBytes());
            out.writeNumberProperty("heap_live_bytes", memory.liveBytes());
            out.writeNumberProperty("heap_max_bytes", memory.heapMaxBytes());
            out.writeNumberProperty("direct_bytes", memory.directBytes());
            out.writeEndObject();
            out.writeNumberProperty("cpu_cores", Math.round(cores * 1000) / 1000.0);
            out.writeNumberProperty("pending_publishes", now.pendingPublishes());
            out.writeEndObject();
        }
        return text.toString();
    }

    private void connections(JsonGenerator out, ServerStats now) {
        long closed = 0;
        for (CloseReason reason : CloseReason.values()) {
            closed += ShardCounters.total(shards, counters -> counters.closed(reason));
        }
        out.writeObjectPropertyStart("connections");
        out.writeNumberProperty("active", now.connections());
        out.writeNumberProperty("max", now.maxConnections());
        out.writeNumberProperty("lagging", ShardCounters.total(shards, Counter.LAGGING));
        out.writeNumberProperty("accepted", now.acceptedConnections());
        out.writeNumberProperty("refused", now.rejectedConnections());
        out.writeNumberProperty("closed", closed);
        out.writeEndObject();
    }

    private static double rate(long count, double seconds) {
        return Math.round(count / seconds * 10) / 10.0;
    }
}
