package io.longwire.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a comparison, medians over the repetitions. */
final class Charts {
    private static final double MOST_NINES = 4;
    private static final double NINES_STEP = 0.05;

    private final Runs runs;
    private final List<Peer> peers;
    private final ChartFiles files;

    private Charts(Runs runs, List<Peer> peers, ChartFiles files) {
        this.runs = runs;
        this.peers = peers;
        this.files = files;
    }

    /** Writes as PNG those for which there are figures; file names with what each shows. */
    static Map<String, String> write(Runs runs, List<Peer> peers, Path directory) throws IOException {
        ChartFiles files = new ChartFiles(directory);
        Charts charts = new Charts(runs, peers, files);
        Map<String, Row> memory = new LinkedHashMap<>();
        memory.put("fresh process", Row.MEMORY);
        memory.put("after 24,000 streams", Row.MEMORY_WARM);
        memory.put("a topic and an event each", Row.MEMORY_OWN);
        charts.bars("memory", "Memory of an idle stream (PSS)", "bytes per stream", "pss_per_stream_b", memory);
        charts.latencies("latency-1", Row.LATENCY_1);
        charts.latencies("latency-1000", Row.LATENCY_1000);
        charts.latencies("paced-1000", Row.PACED_1000);
        charts.latencies("paced-10000", Row.PACED_10000);
        Map<String, Row> fanouts = new LinkedHashMap<>();
        fanouts.put("1 × 200/s", Row.LATENCY_1);
        fanouts.put("1,000 × 20/s", Row.LATENCY_1000);
        fanouts.put("1,000 × 150/s", Row.PACED_1000);
        fanouts.put("10,000 × 1/s", Row.PACED_10000);
        fanouts.put("1,000, flat out", Row.FLAT_1000);
        fanouts.put("10,000, flat out", Row.FLAT_10000);
        charts.bars(
                "cpu",
                "Server CPU per delivery, by subscribers × events/s",
                "µs per delivery",
                "server_cpu_per_delivery_us",
                fanouts);
        Map<String, Row> flat = new LinkedHashMap<>();
        flat.put("1,000", Row.FLAT_1000);
        flat.put("10,000", Row.FLAT_10000);
        flat.put("1,000, in batches", Row.FLAT_BATCH_1000);
        flat.put("10,000, in batches", Row.FLAT_BATCH_10000);
        charts.bars(
                "flat-out",
                "Deliveries flat out, one publisher, by subscribers",
                "deliveries per second",
                "deliveries_per_second",
                flat);
        Map<String, Row> publishing = new LinkedHashMap<>();
        publishing.put("an event in each request", Row.PUBLISH);
        publishing.put("100 events in a request", Row.PUBLISH_BATCH);
        charts.bars(
                "publish",
                "Events published over 16 connections",
                "events per second",
                "events_acknowledged_per_second",
                publishing);
        return files.written();
    }

    /** A group of bars for each row, a colour for each peer. */
    private void bars(String file, String title, String unit, String figure, Map<String, Row> rows) throws IOException {
        Map<String, Row> shown = new LinkedHashMap<>(rows);
        shown.values()
                .removeIf(row -> peers.stream()
                        .allMatch(peer -> median(row, peer, figure).isEmpty()));
        List<String> groups = List.copyOf(shown.keySet());
        if (groups.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(ChartFiles.WIDTH)
                .height(ChartFiles.HEIGHT)
                .title(title)
                .yAxisTitle(unit + " (logarithmic)")
                .build();
        double least = Double.MAX_VALUE;
        for (Peer peer : peers) {
            List<Double> values = new ArrayList<>();
            for (Row row : shown.values()) {
                Double value = median(row, peer, figure).orElse(null);
                values.add(value);
                least = value == null ? least : Math.min(least, value);
            }
            if (values.stream().anyMatch(Objects::nonNull)) {
                chart.addSeries(peer.title(), groups, values).setFillColor(ChartFiles.colour(peer));
            }
        }
        // Left alone, the library begins the axis at 0, which it then refuses.
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
        chart.getStyler().setAvailableSpaceFill(0.85);
        files.save(chart, file, title);
    }

    /** Nothing is below a hundredth on a logarithmic axis: a slope may be 0 or less by the noise of a process. */
    private Optional<Double> median(Row row, Peer peer, String figure) {
        return runs.spread(row, peer.name(), figure).map(spread -> Math.max(spread.median(), 0.01));
    }

    /** One curve for each peer: the time under which that share of the deliveries stayed. */
    private void latencies(String file, Row row) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(ChartFiles.WIDTH)
                .height(ChartFiles.HEIGHT)
                .title(row.title())
                .xAxisTitle("share of deliveries that took no longer, %")
                .yAxisTitle("milliseconds (logarithmic)")
                .build();
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Charts::percentile);
        double least = Double.MAX_VALUE;
        for (Peer peer : peers) {
            Optional<Histogram> latency = runs.latency(row, peer.name());
            if (latency.isPresent()) {
                List<Double> nines = new ArrayList<>();
                List<Double> millis = new ArrayList<>();
                for (double x = 0; x <= MOST_NINES; x += NINES_STEP) {
                    nines.add(x);
                    double percentile = 100 * (1 - Math.pow(10, -x));
                    millis.add(Math.max(0.01, latency.get().getValueAtPercentile(percentile) / 1e3));
                    least = Math.min(least, millis.get(0));
                }
                chart.addSeries(peer.title(), nines, millis)
                        .setMarker(SeriesMarkers.NONE)
                        .setLineColor(ChartFiles.colour(peer));
            }
        }
        if (!chart.getSeriesMap().isEmpty()) {
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
            files.save(chart, file, row.title());
        }
    }

    /** The axis counts nines: 1 is 90 %, 2 is 99 %. */
    private static String percentile(double nines) {
        double percent = 100 * (1 - Math.pow(10, -nines));
        return Math.abs(nines - Math.rint(nines)) > 1e-6 ? "" : Double.toString(Math.rint(percent * 1e6) / 1e6);
    }
}
