package io.longwire.bench.compare;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The measurements of a report, asked by row and peer. */
record Runs(List<Run> all) {
    List<Run> of(Row row, String peer) {
        return all.stream()
                .filter(run -> run.row().equals(row.id()) && run.peer().equals(peer))
                .toList();
    }

    boolean has(Row row) {
        return all.stream().anyMatch(run -> run.row().equals(row.id()));
    }

    boolean has(String peer) {
        return all.stream().anyMatch(run -> run.peer().equals(peer));
    }

    boolean has(Row row, String peer, int repetition) {
        return of(row, peer).stream().anyMatch(run -> run.repetition() == repetition);
    }

    /** Empty where no run has that figure. */
    Optional<Spread> spread(Row row, String peer, String figure) {
        List<Double> values = of(row, peer).stream()
                .filter(run -> run.figures().containsKey(figure))
                .map(run -> run.figures().get(figure))
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** All repetitions in one histogram; empty where there is none. */
    Optional<Histogram> latency(Row row, String peer) {
        Histogram sum = new Histogram(3);
        of(row, peer).forEach(run -> run.latencies().values().forEach(sum::add));
        return sum.getTotalCount() == 0 ? Optional.empty() : Optional.of(sum);
    }
}
