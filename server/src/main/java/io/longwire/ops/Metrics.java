package io.longwire.ops;

import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.Refusal;
import io.longwire.log.EventLog;
import io.longwire.log.ResyncReason;
import io.longwire.log.Sequencer;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Piece;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of metrics, and their text for Prometheus. Names and help are what operators build on; docs/metrics.md
 * says when to worry. Reads counters opaquely and keeps no shard waiting. Any thread, but no event loop: reading the JVM
 * takes milliseconds.
 */
public final class Metrics {
    private static final String REASON = "reason";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final List<Shard> shards;

    /**
     * All metrics as text.
     *
     * @param type its media type
     */
    public record Page(String type, byte[] body) {}

    /**
     * @param http connections of clients that are no streams
     * @param subscriptions open ones of this process
     * @param logBytes the bound of the log
     */
    public Metrics(
            EventLog log,
            Sequencer sequencer,
            List<Shard> shards,
            ConnectionLimits limits,
            HttpConnectionLimit http,
            StartCounters starts,
            LastMinute lastMinute,
            IntSupplier subscriptions,
            BooleanSupplier draining,
            long logBytes) {
        this.shards = List.copyOf(shards);
        connections(limits, http, subscriptions);
        events(log, lastMinute);
        starts(starts);
        log(log, sequencer, logBytes);
        gauge("longwire_draining", "1 while the server ends its streams and takes no new ones", () -> number(draining));
        Info.builder()
                .name("longwire_build_info")
                .help("Which version runs")
                .labelNames("version")
                .register(registry)
                .setLabelValues(Version.text());
    }

    private void connections(ConnectionLimits limits, HttpConnectionLimit http, IntSupplier subscriptions) {
        gauge("longwire_connections_active", "Streams that hold a place now", limits::active);
        gauge("longwire_connections_max", "Streams that may be open at once", limits::max);
        gauge(
                "longwire_connections_lagging",
                "Streams that are behind, waiting for their socket",
                () -> ShardCounters.total(shards, Counter.LAGGING));
        counter("longwire_connections_accepted_total", "Streams that got a place", limits::admitted);
        counter("longwire_connections_rejected_total", "Newcomers that were refused", REASON, metric -> {
            for (Refusal reason : Refusal.values()) {
                metric.call((double) limits.refusals().count(reason), reason.wireName());
            }
        });
        counter("longwire_connections_closed_total", "Streams that ended", REASON, metric -> {
            for (CloseReason reason : CloseReason.values()) {
                metric.call(
                        (double) ShardCounters.total(shards, counters -> counters.closed(reason)), reason.wireName());
            }
        });
        gauge("longwire_subscriptions", "Open subscriptions of code in this process", subscriptions::getAsInt);
        gauge("longwire_http_connections", "Connections of clients that are no streams, or not yet", http::open);
        gauge(
                "longwire_accept_paused",
                "1 while the process has no file descriptor to spare",
                () -> number(limits.descriptors()::haveRunOut));
    }

    private void events(EventLog log, LastMinute lastMinute) {
        counter(
                "longwire_events_published_total",
                "Events taken into the log",
                () -> log.view().appended());
        counter("longwire_deliveries_total", "Events written wholly to a stream", Counter.DELIVERIES);
        counter(
                "longwire_deliveries_dropped_total",
                "Events that a stream should have had and will not, since it was too far behind",
                Counter.DROPPED);
        counter("longwire_sent_bytes_total", "Bytes that the sockets of streams took", Counter.BYTES);
        coded(
                "longwire_encoded_events_total",
                "Events sent to compressed streams, and those in the envelope",
                ShardCounters::events);
        coded("longwire_encoded_bytes_total", "Bytes that these took", ShardCounters::bytes);
        coded(
                "longwire_encoded_plain_bytes_total",
                "Bytes that these would have taken uncompressed",
                ShardCounters::plainBytes);
        counter("longwire_heartbeats_total", "Heartbeats written", Counter.HEARTBEATS);
        counter(
                "longwire_heartbeat_failures_total",
                "Heartbeats that could not be written",
                Counter.HEARTBEAT_FAILURES);
        counter("longwire_positions_total", "Position notices sent to streams that get few events", Counter.POSITIONS);
        registry.register(() -> latency(lastMinute.latency().snapshot()));
    }

    private void coded(String name, String help, ToLongBiFunction<ShardCounters, Piece> number) {
        counter(
                name,
                help,
                metric -> {
                    for (Piece piece : Piece.CODED) {
                        metric.call(
                                (double) ShardCounters.total(shards, counters -> number.applyAsLong(counters, piece)),
                                piece.encoding(),
                                piece.wireName());
                    }
                },
                "encoding",
                "piece");
    }

    private static HistogramSnapshot latency(LatencyBuckets.Snapshot latency) {
        return HistogramSnapshot.builder()
                .name("longwire_delivery_latency_seconds")
                .help("From taking an event in to writing it to a stream that is not behind; up to a second old")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(
                                ClassicHistogramBuckets.of(LatencyBuckets.boundsSeconds(), latency.counts()))
                        .sum(latency.sumSeconds())
                        .build())
                .build();
    }

    private void starts(StartCounters starts) {
        counter("longwire_resumes_total", "Streams that went on after an id and missed nothing", starts::complete);
        counter(
                "longwire_resyncs_total",
                "Streams that were told, at their start or later, that they may have missed something",
                REASON,
                metric -> {
                    for (ResyncReason reason : ResyncReason.values()) {
                        long later = ShardCounters.total(shards, counters -> counters.resynced(reason));
                        metric.call((double) (starts.resynced(reason) + later), reason.wireName());
                    }
                });
    }

    private void log(EventLog log, Sequencer sequencer, long logBytes) {
        gauge("longwire_log_events", "Events held in the log", () -> log.view().events());
        gauge(
                "longwire_log_bytes",
                "Bytes of the events held in the log",
                () -> log.view().bytes());
        gauge("longwire_log_max_bytes", "Bytes that the log may hold", () -> logBytes);
        counter(
                "longwire_log_appended_bytes_total",
                "Bytes of events taken into the log",
                () -> log.view().endOffset());
        gauge(
                "longwire_log_topics",
                "Topics that the log knows",
                () -> log.topics().size());
        gauge(
                "longwire_partial_frame_bytes",
                "Bytes kept of events half sent when the log dropped them",
                () -> ShardCounters.total(shards, Counter.REST_BYTES));
        gauge("longwire_publish_queue_batches", "Publishes that wait for the log", sequencer::pending);
        gauge("longwire_publish_queue_max_batches", "Publishes that may wait; more are told to come back", () ->
                (long) Health.QUEUE_CAPACITY);
    }

    /**
     * All metrics as they are now.
     *
     * @param accept what the scraper takes, as it stands in its header; null for no word on it
     */
    public Page render(@Nullable String accept) {
        // Not findWriter: to a scraper that would like protobuf it gives a writer that is not there.
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer =
                openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        registry.scrape().forEach(all::metricSnapshot);
        JvmState.scrape().forEach(all::metricSnapshot);
        var body = new ByteArrayOutputStream(32 * 1024);
        try {
            writer.write(body, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new Page(writer.getContentType(), body.toByteArray());
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(metric -> metric.call((double) value.getAsLong()))
                .register(registry);
    }

    private void counter(String name, String help, Counter counter) {
        counter(name, help, () -> ShardCounters.total(shards, counter));
    }

    private void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(metric -> metric.call((double) value.getAsLong()))
                .register(registry);
    }

    private void counter(String name, String help, String label, Consumer<CounterWithCallback.Callback> values) {
        counter(name, help, values, label);
    }

    private void counter(String name, String help, Consumer<CounterWithCallback.Callback> values, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(registry);
    }

    private static int number(BooleanSupplier condition) {
        return condition.getAsBoolean() ? 1 : 0;
    }
}
