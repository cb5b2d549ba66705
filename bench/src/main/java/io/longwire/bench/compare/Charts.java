package io.longwire.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a comparison, medians over the repetitions. */
final class Charts {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 560;
    private static final double MOST_NINES = 4;
    private static final double NINES_STEP = 0.05;

    private final Runs runs;
    private final Map<String, String> titles;
    private final Path directory;
    private final Map<String, String> written = new LinkedHashMap<>();

    private Charts(Runs runs, Map<String, String> titles, Path directory) {
        this.runs = runs;
        this.titles = titles;
        this.directory = directory;
    }

    /** Writes as PNG those for which there are figures; file names with what each shows. */
    static Map<String, String> write(Runs runs, Map<String, String> titles, Path directory) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Charts charts = new Charts(runs, titles, directory);
        charts.bars("memory", "Memory of an idle stream, bytes", "pss_per_stream_b", Map.of("bytes", Row.MEMORY));
        charts.latencies("latency", Row.LATENCY_1000);
        charts.latencies("latency-paced", Row.PACED_1000);
        Map<String, Row> fanouts = new LinkedHashMap<>();
        fanouts.put("1 × 200/s", Row.LATENCY_1);
        fanouts.put("1,000 × 20/s", Row.LATENCY_1000);
        fanouts.put("1,000 × 150/s", Row.PACED_1000);
        fanouts.put("10,000 × 1/s", Row.PACED_10000);
        charts.bars("cpu", "Server CPU per delivery, µs, by fan-out", "server_cpu_per_delivery_us", fanouts);
        Map<String, Row> flat = new LinkedHashMap<>();
        flat.put("1,000 subscribers", Row.FLAT_1000);
        flat.put("10,000 subscribers", Row.FLAT_10000);
        charts.bars("flat-out", "Deliveries per second, flat out", "deliveries_per_second", flat);
        return charts.written;
    }

    /** A group of bars for each row, a colour for each peer. */
    private void bars(String file, String title, String figure, Map<String, Row> rows) throws IOException {
        Map<String, Row> shown = new LinkedHashMap<>(rows);
        shown.values()
                .removeIf(row -> titles.keySet().stream()
                        .allMatch(peer -> runs.spread(row, peer, figure).isEmpty()));
        List<String> groups = List.copyOf(shown.keySet());
        if (groups.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title + " (logarithmic)")
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setLabelsVisible(groups.size() == 1);
        titles.forEach((peer, name) -> {
            List<Double> values = new ArrayList<>();
            for (Row row : shown.values()) {
                double value =
                        runs.spread(row, peer, figure).map(Spread::median).orElse(Double.NaN);
                // On a logarithmic scale nothing is below the smallest unit.
                values.add(Double.isNaN(value) ? null : Math.max(value, 0.01));
            }
            if (values.stream().anyMatch(value -> value != null)) {
                chart.addSeries(name, groups, values);
            }
        });
        double least = titles.keySet().stream()
                .flatMap(peer -> shown.values().stream().flatMap(row -> runs.spread(row, peer, figure).stream()))
                .mapToDouble(spread -> Math.max(spread.median(), 0.01))
                .min()
                .orElse(1);
        // Left alone, the library begins the axis at 0, which it then refuses.
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
        save(chart, file, title);
    }

    /** One curve for each peer: the time under which that share of the deliveries stayed. */
    private void latencies(String file, Row row) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(row.title())
                .xAxisTitle("percentile")
                .yAxisTitle("milliseconds (logarithmic)")
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Charts::percentile);
        titles.forEach((peer, name) -> {
            Optional<Histogram> latency = runs.latency(row, peer);
            if (latency.isPresent()) {
                List<Double> nines = new ArrayList<>();
                List<Double> millis = new ArrayList<>();
                for (double x = 0; x <= MOST_NINES; x += NINES_STEP) {
                    nines.add(x);
                    double percentile = 100 * (1 - Math.pow(10, -x));
                    millis.add(Math.max(0.001, latency.get().getValueAtPercentile(percentile) / 1e3));
                }
                chart.addSeries(name, nines, millis).setMarker(SeriesMarkers.NONE);
            }
        });
        if (!chart.getSeriesMap().isEmpty()) {
            save(chart, file, row.title());
        }
    }

    /** The axis counts nines: 1 is 90 %, 2 is 99 %. */
    private static String percentile(double nines) {
        double percent = 100 * (1 - Math.pow(10, -nines));
        return Math.abs(nines - Math.rint(nines)) > 1e-6 ? "" : Double.toString(Math.rint(percent * 1e6) / 1e6);
    }

    private void save(Chart<?, ?> chart, String file, String title) throws IOException {
        String name = file + ".png";
        BitmapEncoder.saveBitmap(chart, directory.resolve(name).toString(), BitmapEncoder.BitmapFormat.PNG);
        written.put(name, title);
    }
}
