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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Slopes of a server's memory over the number of its streams. */
public final class MemoryFigures {
    private static final int TOP = 12;
    /** What grows or shrinks by less is noise. */
    private static final double MIN_BYTES_PER_STREAM = 0.1;

    private final List<MemorySample> samples;
    private final ResultBuilder result;
    private final Table table = new Table();

    private MemoryFigures(List<MemorySample> samples, ResultBuilder result) {
        this.samples = samples;
        this.result = result;
    }

    /** Adds a table of them, with what grew or shrank most, and says what could not be measured. */
    public static void report(List<MemorySample> samples, ResultBuilder result) {
        MemoryFigures figures = new MemoryFigures(samples, result);
        boolean heapIsKnown = samples.stream().allMatch(sample -> sample.heap() != null);
        figures.head();
        if (heapIsKnown) {
            figures.line("live heap", sample -> heap(sample).bytes());
        } else {
            result.note("live heap is not measured: the server is no JVM that jcmd can ask");
        }
        if (samples.stream().allMatch(sample -> sample.direct().isPresent())) {
            figures.line("direct memory", sample -> sample.direct().orElse(0));
        } else {
            result.note("direct memory is not measured: a JVM tells it with -XX:NativeMemoryTracking=summary,"
                    + " others on the page of metrics that --metrics-url names");
        }
        figures.line("RSS", sample -> sample.resident().rss());
        figures.line("PSS", sample -> sample.resident().pss());
        figures.line("Private_Dirty", sample -> sample.resident().privateDirty());
        figures.line("RSS of the load", MemorySample::loadRss);
        figures.kernel();
        result.table(figures.table);
        if (heapIsKnown) {
            figures.top("class", "classes_per_stream", sample -> heap(sample).bytesByClass());
        }
        figures.top(
                "kernel's cache, both ends",
                "slab_caches_per_stream",
                sample -> sample.kernel().slabBytesByCache());
    }

    /** Adds the live heap alone, with the classes that grew or shrank most. */
    public static void reportHeap(List<MemorySample> samples, ResultBuilder result) {
        MemoryFigures figures = new MemoryFigures(samples, result);
        figures.head();
        figures.line("live heap", sample -> heap(sample).bytes());
        result.table(figures.table);
        figures.top("class", "classes_per_stream", sample -> heap(sample).bytesByClass());
    }

    /** Both ends of a connection are on this machine, and whatever else is. */
    private void kernel() {
        if (samples.get(0).kernel().slabBytesByCache().isEmpty()) {
            result.note("the slab's sockets are not measured: /proc/slabinfo cannot be read");
        } else {
            line("kernel: sockets, both ends", sample -> sample.kernel().socketBytes());
        }
        line("kernel: all slab, both ends", sample -> sample.kernel().slabBytes());
        line("kernel: TCP buffers, both ends", sample -> sample.kernel().tcpBufferBytes());
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
        result.raw(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_") + "_bytes", bySize);
    }

    private double slope(ToDoubleFunction<MemorySample> bytes) {
        Slope slope = new Slope();
        samples.forEach(sample -> slope.add(sample.streams(), bytes.applyAsDouble(sample)));
        return slope.perUnit();
    }

    private void top(String kind, String name, Function<MemorySample, Map<String, Long>> bytesByKind) {
        Map<String, Double> slopes = new LinkedHashMap<>();
        // What there was at first and what there is at last: a kind may grow, or be let go of meanwhile.
        Stream.of(samples.get(0), samples.get(samples.size() - 1))
                .flatMap(sample -> bytesByKind.apply(sample).keySet().stream())
                .distinct()
                .forEach(key -> slopes.put(
                        key, slope(sample -> bytesByKind.apply(sample).getOrDefault(key, 0L))));
        Table table = new Table();
        table.row(kind, "bytes per stream");
        Map<String, Double> kept = new LinkedHashMap<>();
        slopes.entrySet().stream()
                .filter(entry -> Math.abs(entry.getValue()) >= MIN_BYTES_PER_STREAM)
                .sorted(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())))
                .limit(TOP)
                .forEach(entry -> {
                    table.row(entry.getKey(), entry.getValue());
                    kept.put(entry.getKey(), entry.getValue());
                });
        if (!kept.isEmpty()) {
            result.table(table);
        }
        result.raw(name, kept);
    }
}
