package io.longwire.stream;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An event from its publisher to one of 10,000 streams of its topic, but for the socket's part. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TurnBenchmark {
    private static final int STREAMS = 10_000;

    private final SinkShard sinks = new SinkShard(STREAMS);

    @Setup
    public void open() {
        for (int i = 0; i < STREAMS; i++) {
            sinks.open(i, "jobs", HeartbeatForm.COMMENT);
        }
    }

    @TearDown
    public void free() {
        sinks.close();
    }

    /** Encoding, appending, waking, the new view, distribution and the walk, per stream. */
    @Benchmark
    @OperationsPerInvocation(STREAMS)
    public long publishAndDeliver() {
        long id = sinks.publish("jobs");
        sinks.run();
        return id;
    }
}
