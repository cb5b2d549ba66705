package io.longwire.event;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a topic is wanted: what a shard asks of each pattern for each event, and a reader of each row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SelectorBenchmark {
    private final String topic = "tenants/acme/jobs/4711";
    private final Selector segment = Selector.parse("tenants/acme/*/4711");
    private final Selector rest = Selector.parse("tenants/acme/**");
    private final Selection several = Selection.of(
            Stream.of("broadcast", "news", "tenants/other/**", "tenants/*/jobs/1", "tenants/acme/jobs/*")
                    .map(Selector::parse)
                    .toList(),
            List.of("progress", "done"));

    @Benchmark
    public boolean oneSegment() {
        return segment.matches(topic);
    }

    @Benchmark
    public boolean allBelow() {
        return rest.matches(topic);
    }

    /** Two topics and three patterns of which the last matches, and a type filter. */
    @Benchmark
    public boolean selectionOfFive() {
        return several.matchesTopic(topic) && several.wantsType("done");
    }
}
