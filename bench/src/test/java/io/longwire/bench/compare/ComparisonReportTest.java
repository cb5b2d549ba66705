package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path output;

    @Test
    void goalsRowsChartsAndFaultsAreInTheReport() throws IOException {
        String text = report(
                CannedRuns.paced("longwire", 1, 3, 20),
                CannedRuns.paced("nchan", 1, 8, 30),
                CannedRuns.run(Row.FLAT_1000, "longwire", 1, Map.of("deliveries_per_second", 4e6), 5),
                CannedRuns.run(Row.FLAT_1000, "nchan", 1, Map.of("deliveries_per_second", 5e5), 5),
                Run.failed(1, Row.PACED_1000.id(), "nchan", 2, "it broke"));
        assertThat(text)
                .contains(
                        "| deliveries/s flat out, 1,000, × nchan's (`flat-1000`) | ≥ 10 | 8.00 | **no** |",
                        "| the same × nchan's (`paced-1000`) | ≤ 0.8 | 0.375 | yes |",
                        "## " + Row.PACED_1000.title(),
                        "![Server CPU per delivery, by subscribers × events/s](cpu.png)",
                        "- paced-1000 2 nchan: it broke",
                        "- The nchan: batches, types")
                .doesNotContain("## " + Row.CONNECT.title());
        assertThat(text.indexOf("**no**")).isLessThan(text.indexOf("| yes |"));
        assertThat(output.resolve("report.md")).content().isEqualTo(text);
    }

    @Test
    void chartsArePicturesInTheColoursOfThePeers() throws IOException {
        report(
                CannedRuns.paced("longwire", 1, 3, 20),
                CannedRuns.paced("nchan", 1, 8, 30),
                CannedRuns.run(Row.MEMORY, "longwire", 1, Map.of("pss_per_stream_b", -4.0), 1),
                CannedRuns.run(Row.MEMORY, "nchan", 1, Map.of("pss_per_stream_b", 9_700.0), 1));
        for (String chart : List.of("cpu.png", "memory.png", "paced-1000.png")) {
            BufferedImage image = ImageIO.read(output.resolve(chart).toFile());
            assertThat(image.getWidth()).isEqualTo(ChartFiles.WIDTH);
            for (Peer peer : CannedRuns.peers(folder)) {
                assertThat(pixels(image, ChartFiles.colour(peer)))
                        .as(chart + " " + peer.name())
                        .isGreaterThan(50);
            }
        }
        assertThat(output.resolve("flat-out.png")).doesNotExist();
    }

    private static long pixels(BufferedImage image, Color colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(all).filter(pixel -> pixel == colour.getRGB()).count();
    }

    @Test
    void everyRowHasAnIdThatFindsIt() {
        for (Row row : Row.values()) {
            assertThat(Row.of(row.id())).isSameAs(row);
        }
    }

    private String report(Run... runs) throws IOException {
        ComparisonReport report = new ComparisonReport(output);
        List.of(runs).forEach(report.file()::append);
        return report.write(CannedRuns.peers(folder));
    }
}
