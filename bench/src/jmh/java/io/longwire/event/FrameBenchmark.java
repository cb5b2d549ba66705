package io.longwire.event;

import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/** Rendering an event: once for all its subscribers, the lines by its publisher, the frame by the sequencer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FrameBenchmark {
    /** Lines of data, of 100 bytes each. */
    @Param({"1", "40"})
    private int lines;

    private final FrameAssembler assembler = new FrameAssembler("k3v9qa");
    private final ByteBuffer segment = ByteBuffer.allocateDirect(1 << 16);
    private Event event;
    private byte[] encoded;
    private long id = EventId.of(1_764_000_000_000L, 0);

    @Setup
    public void makeEvent() {
        String data = ("x".repeat(100) + "\n").repeat(lines);
        event = Event.of("jobs/7", "progress", data.substring(0, data.length() - 1));
        encoded = EventEncoder.encode(event);
    }

    @Benchmark
    public byte[] encode() {
        return EventEncoder.encode(event);
    }

    @Benchmark
    public int assemble() {
        int length = assembler.prepare(encoded, id++);
        assembler.put(segment.position(0));
        return length;
    }
}
