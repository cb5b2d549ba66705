package io.longwire.stream;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A stream that is behind gets a page and is level again. What it allocates does not grow with the page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CatchUpBenchmark {
    private static final int EVENTS = 1024;

    /** How many events it is behind. */
    @Param({"1", "512"})
    private int frames;

    /** A topic is read along its index, a pattern by going over the log's rows. */
    @Param({"jobs/7", "jobs/*"})
    private String selector;

    private final SinkShard sinks = new SinkShard(1);
    private final long[] ids = new long[EVENTS];

    @Setup
    public void fill() {
        sinks.open(0, selector, HeartbeatForm.COMMENT);
        for (int i = 0; i < EVENTS; i++) {
            ids[i] = sinks.publish("jobs/7");
        }
        sinks.run();
    }

    @TearDown
    public void free() {
        sinks.close();
    }

    @Benchmark
    public long page() {
        SinkConnection stream = sinks.streams[0];
        stream.position = ids[EVENTS - frames - 1];
        sinks.shard.catchUps().fallBehind(stream, stream.position);
        sinks.run();
        return stream.position;
    }
}
