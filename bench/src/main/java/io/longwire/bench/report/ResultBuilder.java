package io.longwire.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Gathers a {@link Result}. One thread. */
public final class ResultBuilder {
    private final String scenario;
    private final String subject;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Object> raw = new LinkedHashMap<>();
    private final Map<String, Histogram> latencies = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public ResultBuilder(String scenario, String subject) {
        this.scenario = scenario;
        this.subject = subject;
    }

    public ResultBuilder setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    public ResultBuilder add(String label, Number value, String unit) {
        figures.add(new Figure(label, value, unit));
        return this;
    }

    /** The usual percentiles as figures, and the histogram to be kept. */
    public ResultBuilder latency(String label, Histogram micros) {
        if (micros.getTotalCount() > 0) {
            add(label + " p50", millis(micros, 50), "ms");
            add(label + " p90", millis(micros, 90), "ms");
            add(label + " p99", millis(micros, 99), "ms");
            add(label + " p99.9", millis(micros, 99.9), "ms");
            add(label + " p99.99", millis(micros, 99.99), "ms");
            add(label + " max", micros.getMaxValue() / 1e3, "ms");
        }
        latencies.put(label, micros);
        return this;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    public ResultBuilder table(Table table) {
        tables.add(table);
        return this;
    }

    public ResultBuilder raw(String name, Object value) {
        raw.put(name, value);
        return this;
    }

    /** A check: where it does not hold, the sentence says what is wrong. */
    public ResultBuilder check(boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
        return this;
    }

    public ResultBuilder note(String note) {
        notes.add(note);
        return this;
    }

    public Result build() {
        return new Result(scenario, subject, settings, figures, tables, raw, latencies, failures, notes);
    }
}
