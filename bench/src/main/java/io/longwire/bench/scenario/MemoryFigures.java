package io.longwire.bench.scenario;

import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.report.Slope;
import io.longwire.bench.report.Table;
import io.longwire.bench.subject.LiveHeap;
import io.longwire.bench.subject.MemorySample;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Slopes of a server's memory over the number of its streams. */
final class MemoryFigures {
    private static final int TOP_CLASSES = 12;
    /** Classes that grow by less are noise. */
    private static final double MIN_BYTES_PER_STREAM = 0.1;

    private final List<MemorySample> samples;
    private final ResultBuilder result;
    private final Table table = new Table();

    private MemoryFigures(List<MemorySample> samples, ResultBuilder result) {
        this.samples = samples;
        this.result = result;
    }

    static void report(List<MemorySample> samples, ResultBuilder result) {
        MemoryFigures figures = new MemoryFigures(samples, result);
        figures.head();
        if (samples.stream().allMatch(sample -> sample.heap() != null)) {
            figures.line("live heap", sample -> heap(sample).bytes());
        } else {
            result.note("live heap is not measured: the server is no JVM that jcmd can ask");
        }
        figures.line("RSS", sample -> sample.resident().rss());
        figures.line("PSS", sample -> sample.resident().pss());
        figures.line("Private_Dirty", sample -> sample.resident().privateDirty());
        result.table(figures.table);
        if (samples.stream().allMatch(sample -> sample.heap() != null)) {
            figures.classes();
        }
    }

    private static LiveHeap heap(MemorySample sample) {
        return Objects.requireNonNull(sample.heap());
    }

    private void head() {
        String[] cells = new String[samples.size() + 2];
        cells[0] = "bytes with streams";
        for (int i = 0; i < samples.size(); i++) {
            cells[i + 1] = String.format(Locale.ROOT, "%,d", samples.get(i).streams());
        }
        cells[cells.length - 1] = "per stream";
        table.row(cells);
    }

    private void line(String name, ToDoubleFunction<MemorySample> bytes) {
        Number[] values = new Number[samples.size() + 1];
        Map<String, Number> bySize = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            values[i] = (long) bytes.applyAsDouble(samples.get(i));
            bySize.put(Integer.toString(samples.get(i).streams()), values[i]);
        }
        double slope = slope(bytes);
        values[samples.size()] = slope;
        table.row(name, values);
        result.add(name + " per stream", slope, "B");
        result.raw(name.toLowerCase(Locale.ROOT).replace(' ', '_') + "_bytes", bySize);
    }

    private double slope(ToDoubleFunction<MemorySample> bytes) {
        Slope slope = new Slope();
        samples.forEach(sample -> slope.add(sample.streams(), bytes.applyAsDouble(sample)));
        return slope.perUnit();
    }

    private void classes() {
        LiveHeap last = heap(samples.get(samples.size() - 1));
        Map<String, Double> slopes = new LinkedHashMap<>();
        last.bytesByClass()
                .keySet()
                .forEach(name -> slopes.put(
                        name, slope(sample -> heap(sample).bytesByClass().getOrDefault(name, 0L))));
        Table top = new Table();
        top.row("class", "bytes per stream");
        Map<String, Double> kept = new LinkedHashMap<>();
        slopes.entrySet().stream()
                .filter(entry -> entry.getValue() >= MIN_BYTES_PER_STREAM)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(TOP_CLASSES)
                .forEach(entry -> {
                    top.row(entry.getKey(), entry.getValue());
                    kept.put(entry.getKey(), entry.getValue());
                });
        result.table(top);
        result.raw("classes_per_stream", kept);
    }
}
