package io.longwire.ops;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies of all deliveries since the start, in buckets of fixed bounds, so that whoever reads them now and again can
 * work out any span between. One thread writes; any thread reads.
 */
final class LatencyBuckets {
    /** Upper bounds in microseconds; what is beyond them has a bucket too. */
    private static final long[] BOUNDS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };

    private final long[] counts = new long[BOUNDS.length + 1];
    private long sum;
    private volatile Snapshot snapshot = new Snapshot(counts.clone(), 0);

    /**
     * @param counts of each bucket, not of those before it; not to be changed
     * @param sumSeconds of all latencies
     */
    record Snapshot(long[] counts, double sumSeconds) {}

    /** Upper bounds in seconds, of all buckets. */
    static double[] boundsSeconds() {
        var seconds = new double[BOUNDS.length + 1];
        for (int i = 0; i < BOUNDS.length; i++) {
            seconds[i] = BOUNDS[i] / 1e6;
        }
        seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    /** As of the last {@link #publish()}. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Adds what was measured in an interval, in microseconds. The writing thread. */
    void add(Histogram interval) {
        if (interval.getTotalCount() == 0) {
            return;
        }
        int bucket = 0;
        for (HistogramIterationValue step : interval.recordedValues()) {
            // In rising order. A step stands for all the values that it cannot tell apart.
            long micros = interval.lowestEquivalentValue(step.getValueIteratedTo());
            while (bucket < BOUNDS.length && micros > BOUNDS[bucket]) {
                bucket++;
            }
            long count = step.getCountAtValueIteratedTo();
            counts[bucket] += count;
            sum += micros * count;
        }
    }

    /** Lets readers see what was added. The writing thread. */
    void publish() {
        snapshot = new Snapshot(counts.clone(), sum / 1e6);
    }
}
