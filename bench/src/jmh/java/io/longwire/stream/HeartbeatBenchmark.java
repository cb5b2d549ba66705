package io.longwire.stream;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an idle stream costs in one heartbeat interval: the sweep, in a hundred steps, meets it 16 or 17 times and sends it
 * one heartbeat.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class HeartbeatBenchmark {
    private static final int STREAMS = 10_000;
    private static final int STEPS = 100;

    @Param({"COMMENT", "EVENT", "ALL"})
    private HeartbeatForm form;

    private final SinkShard sinks = new SinkShard(STREAMS);

    @Setup
    public void open() {
        for (int i = 0; i < STREAMS; i++) {
            sinks.open(i, "jobs", form);
        }
    }

    @TearDown
    public void free() {
        sinks.close();
    }

    @Benchmark
    @OperationsPerInvocation(STREAMS)
    public void interval() {
        for (int step = 0; step < STEPS; step++) {
            sinks.pass(SinkShard.HEARTBEAT_MILLIS / STEPS);
        }
    }
}
