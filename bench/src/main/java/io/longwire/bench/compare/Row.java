package io.longwire.bench.compare;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.scenario.Fanout;
import io.longwire.bench.scenario.Memory;
import io.longwire.bench.scenario.Publish;
import io.longwire.bench.subject.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The work that every peer is given, and what is read off it. */
public enum Row {
    MEMORY(
            "Memory of an idle stream: slope from 2,000 to 15,000, fresh process, one topic",
            Column.less("PSS", "B", "pss_per_stream_b"),
            Column.less("private dirty", "B", "private_dirty_per_stream_b"),
            Column.less("live heap", "B", "live_heap_per_stream_b")),
    LATENCY_1("Latency: one subscriber, 200 events/s", Kind.LATENCY),
    LATENCY_1000("Latency: 1,000 subscribers, 20 events/s", Kind.LATENCY),
    PACED_1000("Fan-out by a schedule: 1,000 subscribers, 150 events/s", Kind.CPU),
    PACED_10000("Fan-out by a schedule: 10,000 subscribers, 1 event/s", Kind.CPU),
    FLAT_1000("Flat out: 1,000 subscribers, one publisher, an event in each request", Kind.FLAT),
    FLAT_10000("Flat out: 10,000 subscribers, one publisher, an event in each request", Kind.FLAT),
    FLAT_BATCH_1000("Flat out: 1,000 subscribers, one publisher, 100 events in a request", Kind.FLAT),
    FLAT_BATCH_10000("Flat out: 10,000 subscribers, one publisher, 100 events in a request", Kind.FLAT),
    PUBLISH("Publishing over 16 connections, nobody subscribed, an event in each request", Kind.PUBLISH),
    PUBLISH_BATCH("Publishing over 16 connections, nobody subscribed, 100 events in a request", Kind.PUBLISH);

    private static final int BATCH = 100;
    private static final int BYTES = 100;
    private static final int CONNECTIONS = 16;
    private static final List<Integer> IDLE = List.of(2_000, 15_000);
    /** Events that not everybody has yet: enough to keep a server busy, few enough not to measure a queue. */
    private static final int IN_FLIGHT = 500;

    /** Rows that are read alike. */
    private enum Kind {
        LATENCY(
                Column.less("p50", "ms", "latency_p50_ms"),
                Column.less("p99", "ms", "latency_p99_ms"),
                Column.less("p99.9", "ms", "latency_p99_9_ms"),
                Column.less("CPU per delivery", "µs", "server_cpu_per_delivery_us")),
        CPU(
                Column.less("CPU per delivery", "µs", "server_cpu_per_delivery_us"),
                Column.less("user", "µs", "of_it_user_us"),
                Column.less("system", "µs", "of_it_system_us"),
                Column.less("p50", "ms", "latency_p50_ms"),
                Column.less("p99", "ms", "latency_p99_ms"),
                Column.more("deliveries", "/s", "deliveries_per_second")),
        FLAT(
                Column.more("deliveries", "/s", "deliveries_per_second"),
                Column.less("CPU per delivery", "µs", "server_cpu_per_delivery_us"),
                Column.less("p99", "ms", "latency_p99_ms"),
                Column.less("bench CPU", "cores", "bench_cpu_cores")),
        PUBLISH(
                Column.more("events", "/s", "events_acknowledged_per_second"),
                Column.less("CPU per event", "µs", "server_cpu_per_event_us"),
                Column.less("p99", "ms", "answer_p99_ms"));

        @SuppressWarnings("ImmutableEnumChecker") // never written to
        private final Column[] columns;

        Kind(Column... columns) {
            this.columns = columns;
        }
    }

    /** How long a run is. */
    public record Timing(double warmUpSeconds, double seconds) {}

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of, of records
    private final List<Column> columns;

    Row(String title, Kind kind) {
        this(title, kind.columns);
    }

    Row(String title, Column... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** As it is given on the command line: {@code flat-batch-1000}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Row of(String id) {
        return Arrays.stream(values())
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BenchException(
                        "rows are " + Arrays.stream(values()).map(Row::id).toList() + ", there is no " + id));
    }

    String title() {
        return title;
    }

    /** The first is what the row is about: it is compared. */
    List<Column> columns() {
        return columns;
    }

    boolean isOfBatches() {
        return this == FLAT_BATCH_1000 || this == FLAT_BATCH_10000 || this == PUBLISH_BATCH;
    }

    /** Memory is measured in a process that has done nothing else. */
    boolean needsFreshProcess() {
        return this == MEMORY;
    }

    Result run(Peer peer, Subject subject, String topic, Timing timing) throws InterruptedException {
        return switch (this) {
            case MEMORY -> memory(peer, subject, topic);
            case LATENCY_1 -> fanout(subject, 1, 200, topic, timing);
            case LATENCY_1000 -> fanout(subject, 1_000, 20, topic, timing);
            case PACED_1000 -> fanout(subject, 1_000, 150, topic, timing);
            case PACED_10000 -> fanout(subject, 10_000, 1, topic, timing);
            case FLAT_1000, FLAT_BATCH_1000 -> fanout(subject, 1_000, 0, topic, timing);
            case FLAT_10000, FLAT_BATCH_10000 -> fanout(subject, 10_000, 0, topic, timing);
            case PUBLISH, PUBLISH_BATCH ->
                Publish.run(
                        subject,
                        new Publish.Options(
                                CONNECTIONS, BYTES, batch(), 0, topic, timing.warmUpSeconds(), timing.seconds(), 1));
        };
    }

    private static Result memory(Peer peer, Subject subject, String topic) throws InterruptedException {
        int most = peer.memoryStreams(IDLE.get(1));
        List<Integer> sizes = List.of(most * IDLE.get(0) / IDLE.get(1), most);
        return Memory.run(subject, new Memory.Options(sizes, Topics.Shape.SHARED, topic, false, false));
    }

    private Result fanout(Subject subject, int subscribers, double rate, String topic, Timing timing)
            throws InterruptedException {
        Audience audience = new Audience(subscribers, Topics.Shape.SHARED, topic, 1);
        int inFlight = rate > 0 ? 0 : IN_FLIGHT;
        Pace pace = new Pace(rate, timing.warmUpSeconds(), timing.seconds(), BYTES, batch(), inFlight);
        return Fanout.run(subject, new Fanout.Options(audience, pace));
    }

    private int batch() {
        return isOfBatches() ? BATCH : 0;
    }
}
