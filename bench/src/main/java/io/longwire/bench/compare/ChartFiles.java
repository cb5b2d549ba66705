package io.longwire.bench.compare;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** What all charts have in common: size, colours of the peers, the form in which they are kept. */
final class ChartFiles {
    static final int WIDTH = 1_000;
    static final int HEIGHT = 520;

    /** Told apart also by those who see fewer colours (Okabe and Ito's). */
    private static final Map<String, Color> COLOURS = Map.of(
            "longwire", new Color(0xD55E00),
            "floor", new Color(0x000000),
            "nchan", new Color(0x0072B2),
            "netty", new Color(0x56B4E9),
            "undertow", new Color(0x009E73),
            "pushpin", new Color(0xCC79A7),
            "gunicorn", new Color(0xE69F00));

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final Path directory;
    private final Map<String, String> written = new LinkedHashMap<>();

    ChartFiles(Path directory) {
        this.directory = directory;
    }

    /** The same in every chart, whoever else is in it. */
    static Color colour(Peer peer) {
        return COLOURS.getOrDefault(peer.name(), Color.GRAY);
    }

    void save(Chart<? extends AxesChartStyler, ?> chart, String file, String title) throws IOException {
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setDecimalPattern("#,##0.##");
        String name = file + ".png";
        BitmapEncoder.saveBitmap(chart, directory.resolve(name).toString(), BitmapEncoder.BitmapFormat.PNG);
        written.put(name, title);
    }

    /** File names with what each shows, in the order in which they were saved. */
    Map<String, String> written() {
        return written;
    }
}
