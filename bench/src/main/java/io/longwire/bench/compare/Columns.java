package io.longwire.bench.compare;

import java.util.List;

/** What is read off rows that are alike. */
enum Columns {
    MEMORY(
            Column.less("PSS", "B", "pss_per_stream_b"),
            Column.less("RSS", "B", "rss_per_stream_b"),
            Column.less("private dirty", "B", "private_dirty_per_stream_b"),
            Column.less("live heap", "B", "live_heap_per_stream_b")),
    IDLE(
            Column.less("CPU of one core", "%", "server_cpu_of_one_core"),
            Column.less("longest silence", "s", "longest_silence_s"),
            Column.less("held", "s", "held_s")),
    CONNECT(
            Column.more("streams", "/s", "streams_opened_per_second"),
            Column.less("CPU per stream", "µs", "server_cpu_per_stream_us"),
            Column.less("p50 to the first byte", "ms", "first_byte_p50_ms"),
            Column.less("p99", "ms", "first_byte_p99_ms")),
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
    OWN(
            Column.less("CPU per delivery", "µs", "server_cpu_per_delivery_us"),
            Column.less("with one topic", "µs", "the_same_with_one_topic_us"),
            Column.less("ratio of the two", "", "ratio"),
            Column.less("p99", "ms", "latency_p99_ms")),
    FLAT(
            Column.more("deliveries", "/s", "deliveries_per_second"),
            Column.less("CPU per delivery", "µs", "server_cpu_per_delivery_us"),
            Column.less("p99", "ms", "latency_p99_ms"),
            Column.less("bench CPU", "cores", "bench_cpu_cores")),
    PUBLISH(
            Column.more("events", "/s", "events_acknowledged_per_second"),
            Column.less("CPU per event", "µs", "server_cpu_per_event_us"),
            Column.less("p99", "ms", "answer_p99_ms")),
    STALLED(
            Column.less("readers' p99 meanwhile", "ms", "readers_meanwhile_p99_ms"),
            Column.less("before", "ms", "readers_before_p99_ms"),
            Column.less("ratio of the two", "", "ratio_of_the_p99"),
            Column.less("RSS before", "MiB", "server_rss_before_mib"),
            Column.less("RSS meanwhile", "MiB", "server_rss_meanwhile_mib"),
            Column.less("PSS for a stalled stream", "MiB", "pss_growth_for_each_not_reading_mib"),
            Column.less("TCP buffers meanwhile", "MiB", "tcp_buffers_in_the_kernel_meanwhile_mib"),
            Column.more("published meanwhile", "MB", "published_meanwhile_mb"));

    @SuppressWarnings("ImmutableEnumChecker") // a List.of, of records
    private final List<Column> all;

    Columns(Column... columns) {
        all = List.of(columns);
    }

    List<Column> all() {
        return all;
    }
}
