package io.longwire.bench.compare;

import io.longwire.bench.report.Figure;
import io.longwire.bench.report.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One measurement of one peer.
 *
 * @param invocation which call of the command it belongs to, counted from 1
 * @param figures by {@link Figure#key()}; none where the run failed
 * @param latencies microseconds, by label
 * @param failures what went wrong; the first word of the table's last column
 */
record Run(
        int invocation,
        String row,
        String peer,
        int repetition,
        Map<String, Double> figures,
        Map<String, Histogram> latencies,
        List<String> failures) {
    /** Which it is, for people. */
    String name() {
        return row + " " + repetition + " " + peer;
    }

    static Run of(int invocation, String row, String peer, int repetition, Result result) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Figure figure : result.figures()) {
            figures.put(figure.key(), figure.value().doubleValue());
        }
        return new Run(invocation, row, peer, repetition, figures, result.latencies(), result.failures());
    }

    static Run failed(int invocation, String row, String peer, int repetition, String why) {
        return new Run(invocation, row, peer, repetition, Map.of(), Map.of(), List.of(why));
    }
}
