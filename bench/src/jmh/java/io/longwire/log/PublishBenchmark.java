package io.longwire.log;

import io.longwire.event.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Publish to append, as {@code Hub.publish} does it once it has an event: lines, queue, id, frame, index, the view, the
 * acknowledgement; and what dropping old segments costs, for the log is full. Nobody is subscribed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PublishBenchmark {
    private static final int BATCH = 100;
    private static final int TOPICS = 10_000;

    private final Event oneTopic = Event.of("jobs/7", "progress", "x".repeat(100));
    private final Event[] manyTopics = new Event[TOPICS];
    private int next;
    private EventLog log;
    private Sequencer sequencer;

    @Setup
    public void makeLog() {
        for (int i = 0; i < TOPICS; i++) {
            manyTopics[i] = Event.of("jobs/" + i, "progress", "x".repeat(100));
        }
        log = new EventLog(
                "k3v9qa", 16 << 20, 1_000_000, 86_400_000, Clock.systemUTC(), new ReadFences(1), PieceSettings.AUTO);
        sequencer = new Sequencer(log, System::nanoTime, 600_000, 100_000, List.of(), Runnable::run);
    }

    @TearDown
    public void freeLog() {
        log.close();
    }

    @Benchmark
    public long[] single() {
        return publish(List.of(EncodedEvent.of(oneTopic)));
    }

    /** The same to another topic each time. */
    @Benchmark
    public long[] singleToManyTopics() {
        next = (next + 1) % TOPICS;
        return publish(List.of(EncodedEvent.of(manyTopics[next])));
    }

    /** One of a batch of 100. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long[] ofBatch() {
        var batch = new ArrayList<EncodedEvent>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(EncodedEvent.of(oneTopic));
        }
        return publish(batch);
    }

    private long[] publish(List<EncodedEvent> batch) {
        var append = new Append(batch, null);
        sequencer.offer(append);
        return append.ids().join();
    }
}
