package io.longwire.bench.compare;

import io.longwire.bench.report.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A number that Longwire is to reach: a figure of a row against a limit, or against a share of what another peer reached in
 * the same comparison. What these numbers are for is that nobody has to remember which row was meant to be how good.
 *
 * @param figure its {@link Figure#key()}
 * @param than the peer to be measured by; empty where the limit is the figure itself
 * @param thanRow that peer's row
 * @param limit the figure, or the ratio to the other peer's, at most or at least
 */
record Goal(String what, Row row, String figure, boolean atMost, double limit, String than, Row thanRow) {
    private static final String OWN = "longwire";
    private static final String CPU = "server_cpu_per_delivery_us";
    private static final String DELIVERIES = "deliveries_per_second";
    private static final String P99 = "latency_p99_ms";
    private static final String EVENTS = "events_acknowledged_per_second";

    static final List<Goal> ALL = List.of(
            most(
                    "live heap of an idle stream, B (170 on JDK 17, 145 on 25)",
                    Row.MEMORY,
                    "live_heap_per_stream_b",
                    170),
            most("RSS of an idle stream, warm, B", Row.MEMORY_WARM, "rss_per_stream_b", 400),
            most("PSS of an idle stream, warm, × nchan's", Row.MEMORY_WARM, "pss_per_stream_b", 0.05, "nchan"),
            most("live heap of a stream and its topic, B", Row.MEMORY_OWN, "live_heap_per_stream_b", 450),
            most("CPU per delivery, own topics, × one topic's", Row.OWN_TOPICS, "ratio", 1.3),
            most("CPU per delivery, 1,000 × 150/s, × the floor's", Row.PACED_1000, CPU, 1, "floor"),
            most("the same × nchan's", Row.PACED_1000, CPU, 0.8, "nchan"),
            most("CPU per delivery, 10,000 × 1/s, × the floor's", Row.PACED_10000, CPU, 1.1, "floor"),
            most("the same × nchan's", Row.PACED_10000, CPU, 0.8, "nchan"),
            least("deliveries/s flat out, 1,000, × nchan's", Row.FLAT_1000, DELIVERIES, 10, Row.FLAT_1000),
            least("deliveries/s flat out, 10,000, × nchan's", Row.FLAT_10000, DELIVERIES, 40, Row.FLAT_10000),
            most("p99 flat out, 1,000, ms", Row.FLAT_1000, P99, 150),
            most("p99 flat out, 10,000, ms", Row.FLAT_10000, P99, 150),
            most("p99, 1,000 × 20/s, × nchan's", Row.LATENCY_1000, P99, 0.7, "nchan"),
            most("p99, 1,000 × 150/s, × nchan's", Row.PACED_1000, P99, 0.5, "nchan"),
            most("p99, 10,000 × 1/s, × nchan's", Row.PACED_10000, P99, 0.5, "nchan"),
            most("p50, one subscriber, 200/s, × nchan's", Row.LATENCY_1, "latency_p50_ms", 1.1, "nchan"),
            least("events published/s, × nchan's", Row.PUBLISH, EVENTS, 1, Row.PUBLISH),
            least("the same in batches, × nchan's single ones", Row.PUBLISH_BATCH, EVENTS, 10, Row.PUBLISH),
            least("streams taken/s, × nchan's", Row.CONNECT, "streams_opened_per_second", 1, Row.CONNECT),
            most("CPU for a stream taken, µs", Row.CONNECT, "server_cpu_per_stream_us", 45),
            most("CPU of 19,000 idle streams, % of a core", Row.IDLE, "server_cpu_of_one_core", 1),
            most("readers' p99 beside stalled ones, × without", Row.STALLED, "ratio_of_the_p99", 1.5));

    private static Goal most(String what, Row row, String figure, double limit) {
        return new Goal(what, row, figure, true, limit, "", row);
    }

    private static Goal most(String what, Row row, String figure, double ratio, String than) {
        return new Goal(what, row, figure, true, ratio, than, row);
    }

    private static Goal least(String what, Row row, String figure, double ratio, Row nchansRow) {
        return new Goal(what, row, figure, false, ratio, "nchan", nchansRow);
    }

    /** The figure or the ratio; empty where one of its rows was not run. */
    Optional<Double> reached(Runs runs) {
        Optional<Double> own = runs.spread(row, OWN, figure).map(Spread::median);
        if (than.isEmpty()) {
            return own;
        }
        Optional<Double> other =
                runs.spread(thanRow, than, figure).map(Spread::median).filter(value -> value > 0);
        return own.isPresent() && other.isPresent() ? Optional.of(own.get() / other.get()) : Optional.empty();
    }

    /** Whether a figure or ratio is good enough. */
    boolean isMetBy(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /** A table of Markdown, the goals that were missed first; empty where nothing can be said of any. */
    static String table(Runs runs) {
        StringBuilder missed = new StringBuilder();
        StringBuilder met = new StringBuilder();
        for (Goal goal : ALL) {
            goal.reached(runs).ifPresent(value -> {
                boolean good = goal.isMetBy(value);
                (good ? met : missed).append(goal.line(value, good));
            });
        }
        if (missed.isEmpty() && met.isEmpty()) {
            return "";
        }
        return "| Longwire | to reach | reached | |\n|---|--:|--:|---|\n" + missed + met;
    }

    private String line(double value, boolean good) {
        return String.format(
                Locale.ROOT,
                "| %s (`%s`) | %s %s | %s | %s |\n",
                what,
                row.id(),
                atMost ? "≤" : "≥",
                limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit),
                Figure.format(value),
                good ? "yes" : "**no**");
    }
}
