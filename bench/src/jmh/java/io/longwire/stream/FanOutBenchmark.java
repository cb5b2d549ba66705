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

/** A delivery to one of 10,000 streams, but for the socket's part. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FanOutBenchmark implements Subscriptions.GroupVisitor {
    private static final int STREAMS = 10_000;
    /** Events each stream gets before it is put back to where it was: that costs this part of a walk over them. */
    private static final int ROUNDS = 16;

    /** Whether all streams have one topic, or each has one of its own. */
    @Param({"one", "own"})
    private String topics;

    private final SinkShard sinks = new SinkShard(STREAMS);
    private final String[] names = new String[STREAMS];
    /** Ids of events by round; in each, of one topic or of each stream's. */
    private long[][] ids;

    private long before;
    private int round;
    private long marked;

    @Setup
    public void fill() {
        boolean own = topics.equals("own");
        for (int i = 0; i < STREAMS; i++) {
            names[i] = own ? "jobs/" + i : "jobs";
            sinks.open(i, names[i], HeartbeatForm.COMMENT);
        }
        ids = new long[ROUNDS][own ? STREAMS : 1];
        before = sinks.shard.view().headId();
        for (long[] inRound : ids) {
            for (int i = 0; i < inRound.length; i++) {
                inRound[i] = sinks.publish(names[i]);
            }
        }
        sinks.run();
        sinks.rewind(before);
    }

    @TearDown
    public void free() {
        sinks.close();
    }

    /** Marking groups by topic, reading pages, the walk over their members; the events are in the log. */
    @Benchmark
    @OperationsPerInvocation(STREAMS)
    public void walk() {
        if (round == ROUNDS) {
            round = 0;
            sinks.rewind(before);
        }
        long[] inRound = ids[round++];
        for (int i = 0; i < inRound.length; i++) {
            marked = inRound[i];
            sinks.shard.subscriptions().forEach(names[i], this);
        }
        sinks.shard.delivery().queueTurn();
        sinks.run();
    }

    @Override
    public void visit(Group group) {
        sinks.shard.delivery().markPending(group, marked);
    }
}
