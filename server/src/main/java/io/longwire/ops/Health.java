package io.longwire.ops;

import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.Refusal;
import io.longwire.event.EventId;
import io.longwire.log.EventLog;
import io.longwire.log.LogView;
import io.longwire.log.ResyncReason;
import io.longwire.log.Sequencer;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Piece;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The server's health as JSON, in the shape of the guide with more inside. Any thread. */
public final class Health {
    private static final JsonFactory JSON = new JsonFactory();
    /** Batches that the publish queue takes. */
    static final double QUEUE_CAPACITY = 1 << 15;

    private final EventLog log;
    private final Sequencer sequencer;
    private final List<Shard> shards;
    private final ConnectionLimits limits;
    private final StartCounters starts;
    private final LastMinute lastMinute;
    private final Sampler sampler;
    private final long heartbeatMillis;
    private final BooleanSupplier draining;
    private final long startNanos = System.nanoTime();

    public Health(
            EventLog log,
            Sequencer sequencer,
            List<Shard> shards,
            ConnectionLimits limits,
            StartCounters starts,
            LastMinute lastMinute,
            Sampler sampler,
            long heartbeatMillis,
            BooleanSupplier draining) {
        this.log = log;
        this.sequencer = sequencer;
        this.shards = shards;
        this.limits = limits;
        this.starts = starts;
        this.lastMinute = lastMinute;
        this.sampler = sampler;
        this.heartbeatMillis = heartbeatMillis;
        this.draining = draining;
    }

    /** Whether new streams are taken. */
    public boolean isReady() {
        return !draining.getAsBoolean();
    }

    public String json() {
        MemoryUse memory = MemoryUse.now();
        LastMinute.Summary minute = lastMinute.summary();
        var text = new StringWriter(1024);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("status", status(cpuLoad(), memory, minute));
            connections(out);
            metrics(out, minute);
            heartbeat(out);
            log(out);
            memory(out, memory);
            out.writeNumberProperty("uptime_seconds", uptimeSeconds());
            out.writeStringProperty("version", Version.text());
            out.writeEndObject();
        }
        return text.toString();
    }

    long uptimeSeconds() {
        return (System.nanoTime() - startNanos) / 1_000_000_000;
    }

    private static double cpuLoad() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuLoad()
                : -1;
    }

    /** @param cpu load of the process, 0 to 1 over all cores; negative when not known */
    String status(double cpu, MemoryUse memory, LastMinute.Summary minute) {
        if (draining.getAsBoolean()) {
            return "draining";
        }
        HealthLevel level = HealthLevel.of(cpu, memory.load(), sequencer.pending() / QUEUE_CAPACITY, minute);
        return (limits.descriptors().haveRunOut() ? level.atLeastWarning() : level).text();
    }

    private void connections(JsonGenerator out) {
        out.writeObjectPropertyStart("connections");
        out.writeNumberProperty("active", limits.active());
        out.writeNumberProperty("max", limits.max());
        out.writeNumberProperty("per_ip_limit", limits.perAddress());
        out.writeBooleanProperty("accept_paused", limits.descriptors().haveRunOut());
        out.writeNumberProperty("peak", limits.peak());
        out.writeNumberProperty("total", limits.admitted());
        out.writeNumberProperty("rejected", limits.refusals().total());
        out.writeObjectPropertyStart("rejected_by_reason");
        for (Refusal reason : Refusal.values()) {
            out.writeNumberProperty(reason.wireName(), limits.refusals().count(reason));
        }
        out.writeEndObject();
        out.writeObjectPropertyStart("closed_by_reason");
        for (CloseReason reason : CloseReason.values()) {
            out.writeNumberProperty(
                    reason.wireName(), ShardCounters.total(shards, counters -> counters.closed(reason)));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void metrics(JsonGenerator out, LastMinute.Summary minute) {
        out.writeObjectPropertyStart("metrics");
        out.writeNumberProperty("avg_latency_ms", minute.avgMillis());
        out.writeNumberProperty("p50", minute.p50Millis());
        out.writeNumberProperty("p99", minute.p99Millis());
        out.writeNumberProperty("max", minute.maxMillis());
        out.writeNumberProperty("success_rate", minute.successRate());
        out.writeNumberProperty("compression_ratio", compressionRatio());
        out.writeNumberProperty("events_published", log.view().appended());
        out.writeNumberProperty("deliveries", ShardCounters.total(shards, Counter.DELIVERIES));
        out.writeNumberProperty("bytes", ShardCounters.total(shards, Counter.BYTES));
        out.writeObjectPropertyStart("resumes");
        out.writeNumberProperty("complete", starts.complete());
        out.writeObjectPropertyStart("resynced");
        for (ResyncReason reason : ResyncReason.values()) {
            long later = ShardCounters.total(shards, counters -> counters.resynced(reason));
            out.writeNumberProperty(reason.wireName(), starts.resynced(reason) + later);
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Bytes of events sent to compressed streams ÷ what they would have been; 1 while there were none. */
    private double compressionRatio() {
        long plain = 0;
        long sent = 0;
        for (Piece piece : Piece.CODED) {
            plain += ShardCounters.total(shards, counters -> counters.plainBytes(piece));
            sent += ShardCounters.total(shards, counters -> counters.bytes(piece));
        }
        return plain == 0 ? 1.0 : Math.round(1000.0 * sent / plain) / 1000.0;
    }

    private void heartbeat(JsonGenerator out) {
        out.writeObjectPropertyStart("heartbeat");
        if (heartbeatMillis % 1000 == 0) {
            out.writeNumberProperty("interval", heartbeatMillis / 1000);
        } else {
            out.writeNumberProperty("interval", heartbeatMillis / 1000.0);
        }
        out.writeNumberProperty("failures", ShardCounters.total(shards, Counter.HEARTBEAT_FAILURES));
        Instant last = sampler.lastHeartbeat();
        text(out, "last_sent", last == null ? null : last.toString());
        out.writeEndObject();
    }

    private void log(JsonGenerator out) {
        LogView view = log.view();
        out.writeObjectPropertyStart("log");
        out.writeNumberProperty("events", view.events());
        out.writeNumberProperty("bytes", view.bytes());
        out.writeNumberProperty("topics", log.topics().size());
        text(out, "oldest_id", view.oldestId() == 0 ? null : EventId.render(view.oldestId(), log.tag()));
        text(out, "newest_id", EventId.render(view.headId(), log.tag()));
        out.writeStringProperty("tag", log.tag());
        out.writeEndObject();
    }

    private void memory(JsonGenerator out, MemoryUse memory) {
        out.writeObjectPropertyStart("memory");
        out.writeNumberProperty("heap_bytes", memory.heapBytes());
        out.writeNumberProperty("heap_live_bytes", memory.liveBytes());
        out.writeNumberProperty("heap_max_bytes", memory.heapMaxBytes());
        out.writeNumberProperty("direct_bytes", memory.directBytes());
        out.writeNumberProperty("per_connection_bytes", memory.liveBytes() / Math.max(1, limits.active()));
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }
}
