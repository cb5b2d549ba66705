package io.longwire.bench.compare;

import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The work that every peer is given, and what is read off it. */
public enum Row {
    MEMORY(
            "Memory of an idle stream: slope from 2,000 to 15,000, fresh process, one topic",
            Columns.MEMORY,
            Work.memory(2_000, 15_000, Topics.Shape.SHARED, 0)),
    MEMORY_WARM(
            "Memory of an idle stream: the same after 24,000 streams that came and went",
            Columns.MEMORY,
            Work.memory(2_000, 15_000, Topics.Shape.SHARED, 12)),
    MEMORY_OWN(
            "Memory of an idle stream with a topic of its own, to which one event was published",
            Columns.MEMORY,
            Work.memory(2_000, 15_000, Topics.Shape.OWN, 0)),
    IDLE("Holding 19,000 idle streams, heartbeat 30 s", Columns.IDLE, Work.idle(19_000, 30)),
    CONNECT("Taking streams: 2,000 at a time, 64 under way", Columns.CONNECT, Work.connect(2_000, 4)),
    LATENCY_1("Latency: one subscriber, 200 events/s", Columns.LATENCY, Work.paced(1, 200)),
    LATENCY_1000("Latency: 1,000 subscribers, 20 events/s", Columns.LATENCY, Work.paced(1_000, 20)),
    PACED_1000("Fan-out by a schedule: 1,000 subscribers, 150 events/s", Columns.CPU, Work.paced(1_000, 150)),
    PACED_10000("Fan-out by a schedule: 10,000 subscribers, 1 event/s", Columns.CPU, Work.paced(10_000, 1)),
    OWN_TOPICS(
            "1,000 subscribers with a topic each: 500 events/s to them in turn, and the same to one topic with one subscriber",
            Columns.OWN,
            Work.ownTopics(1_000, 500)),
    FLAT_1000(
            "Flat out: 1,000 subscribers, one publisher, an event in each request",
            Columns.FLAT,
            Work.flatOut(1_000, 0, Row.IN_FLIGHT)),
    FLAT_10000(
            "Flat out: 10,000 subscribers, one publisher, an event in each request",
            Columns.FLAT,
            Work.flatOut(10_000, 0, Row.IN_FLIGHT)),
    FLAT_BATCH_1000(
            "Flat out: 1,000 subscribers, one publisher, 100 events in a request",
            Columns.FLAT,
            Work.flatOut(1_000, Row.BATCH, Row.IN_FLIGHT)),
    FLAT_BATCH_10000(
            "Flat out: 10,000 subscribers, one publisher, 100 events in a request",
            Columns.FLAT,
            Work.flatOut(10_000, Row.BATCH, Row.IN_FLIGHT)),
    PUBLISH(
            "Publishing over 16 connections, nobody subscribed, an event in each request",
            Columns.PUBLISH,
            Work.publish(16, 0)),
    PUBLISH_BATCH(
            "Publishing over 16 connections, nobody subscribed, 100 events in a request",
            Columns.PUBLISH,
            Work.publish(16, Row.BATCH)),
    STALLED(
            "Stalled readers: 10 of 20 subscribers stop reading while 105 MB are published, 300 events/s of 50 kB",
            Columns.STALLED,
            Work.stalled(20, 300, 50_000, 5, 7));

    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 500;

    private final String title;
    private final Columns columns;

    @SuppressWarnings("ImmutableEnumChecker") // without state
    private final Work work;

    Row(String title, Columns columns, Work work) {
        this.title = title;
        this.columns = columns;
        this.work = work;
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
        return columns.all();
    }

    boolean isOfBatches() {
        return this == FLAT_BATCH_1000 || this == FLAT_BATCH_10000 || this == PUBLISH_BATCH;
    }

    /** What a peer must have, in the words of its {@code cannot}. */
    Optional<String> needs() {
        if (isOfBatches()) {
            return Optional.of("batches");
        }
        return this == OWN_TOPICS || this == MEMORY_OWN ? Optional.of("own-topic") : Optional.empty();
    }

    /** Memory is measured in a process that has done nothing else. */
    boolean needsFreshProcess() {
        return columns == Columns.MEMORY;
    }

    /** What grows in a process that has served other rows may be what these have left in it. */
    boolean startsAnew() {
        return needsFreshProcess() || this == STALLED;
    }

    /** Some peers keep streams that have ended until they next write to them; none of the next row's business. */
    boolean leavesEndedStreams() {
        return this == CONNECT || needsFreshProcess();
    }

    Result run(Work.Assignment given) throws InterruptedException {
        return work.run(given);
    }
}
