package io.longwire.ops;

import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters.Counter;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latency and success of deliveries over the last minute: a ring of slots of {@value #SLOT_SECONDS} s, filled once a
 * second by the thread that calls {@link #sample()}. As the one reader of the shards' latencies it also keeps those since
 * the start. {@link #summary()} and {@link #latency()} are for any thread.
 */
public final class LastMinute {
    private static final int SLOT_SECONDS = 5;
    private static final int SLOTS = 60 / SLOT_SECONDS;
    private static final long HIGHEST_MICROS = 60_000_000;

    private final List<Shard> shards;
    private final Histogram[] slots = new Histogram[SLOTS];
    private final long[] delivered = new long[SLOTS];
    private final long[] dropped = new long[SLOTS];
    private final Histogram[] intervals;
    private final LatencyBuckets latency = new LatencyBuckets();
    private long deliveredBefore;
    private long droppedBefore;
    private long second;
    private volatile Summary summary = new Summary(0, 0, 0, 0, 1);

    /**
     * The minute in numbers; latencies from accepting a publish to the write on a socket, in milliseconds.
     *
     * @param successRate deliveries that reached the socket of those due; 1 when none were due
     */
    public record Summary(double avgMillis, double p50Millis, double p99Millis, double maxMillis, double successRate) {}

    public LastMinute(List<Shard> shards) {
        this.shards = shards;
        this.intervals = new Histogram[shards.size()];
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Histogram(HIGHEST_MICROS, 2);
        }
    }

    /** As of the last sample. */
    public Summary summary() {
        return summary;
    }

    /** Since the start. */
    LatencyBuckets latency() {
        return latency;
    }

    /** To be called once a second, by one thread. */
    void sample() {
        int slot = (int) (second / SLOT_SECONDS % SLOTS);
        if (second % SLOT_SECONDS == 0) {
            slots[slot].reset();
            delivered[slot] = 0;
            dropped[slot] = 0;
        }
        second++;
        long deliveredNow = 0;
        long droppedNow = 0;
        for (int i = 0; i < intervals.length; i++) {
            Shard shard = shards.get(i);
            intervals[i] = shard.latency().getIntervalHistogram(recycled(i));
            slots[slot].add(intervals[i]);
            latency.add(intervals[i]);
            deliveredNow += shard.counters().get(Counter.DELIVERIES);
            droppedNow += shard.counters().get(Counter.DROPPED);
        }
        latency.publish();
        delivered[slot] += deliveredNow - deliveredBefore;
        dropped[slot] += droppedNow - droppedBefore;
        deliveredBefore = deliveredNow;
        droppedBefore = droppedNow;
        summary = sum();
    }

    private @Nullable Histogram recycled(int shard) {
        return intervals[shard];
    }

    private Summary sum() {
        var all = new Histogram(HIGHEST_MICROS, 2);
        long reached = 0;
        long missed = 0;
        for (int i = 0; i < SLOTS; i++) {
            all.add(slots[i]);
            reached += delivered[i];
            missed += dropped[i];
        }
        double rate = reached + missed == 0 ? 1 : (double) reached / (reached + missed);
        if (all.getTotalCount() == 0) {
            return new Summary(0, 0, 0, 0, rate);
        }
        return new Summary(
                millis(all.getMean()),
                millis((double) all.getValueAtPercentile(50)),
                millis((double) all.getValueAtPercentile(99)),
                millis((double) all.getMaxValue()),
                rate);
    }

    private static double millis(double micros) {
        return Math.round(micros) / 1000.0;
    }
}
