package io.longwire.bench.compare;

import java.util.List;

/** The median of several runs, and how far they were apart. */
record Spread(double median, double min, double max, int runs) {
    /** At least one value; the median of an even number of them is the mean of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }
}
