package io.longwire.event;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Ids, to the wire and back. What the sequencer does for each event, {@code intoBuffer}, makes no object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class EventIdBenchmark {
    private final byte[] tag = "k3v9qa".getBytes(StandardCharsets.US_ASCII);
    private final byte[] target = new byte[64];
    private final String text = "1764000000000-12-k3v9qa";
    private long id = EventId.of(1_764_000_000_000L, 0);

    @Benchmark
    public int intoBuffer() {
        return EventId.render(id++, tag, target, 0);
    }

    @Benchmark
    public String asText() {
        return EventId.render(id++, "k3v9qa");
    }

    @Benchmark
    public EventId.@Nullable Parsed parse() {
        return EventId.Parsed.of(text);
    }
}
