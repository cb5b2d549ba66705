package io.longwire.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {
    private final ResultBuilder builder = new ResultBuilder("fanout", "http://server");

    @TempDir
    private Path directory;

    @Test
    void figuresAreAlignedToTheRight() {
        builder.add("deliveries", 1_234_567, "").add("latency p50", 1.2345, "ms");
        assertThat(builder.build().text()).isEqualTo("""
                        fanout  http://server
                          deliveries   1,234,567
                          latency p50       1.23  ms
                        """);
    }

    @Test
    void jsonIsNamedByLabelAndUnit() {
        builder.setting("rate", 5)
                .add("server CPU per delivery", 0.5, "µs")
                .add("events", 10, "/s")
                .note("no PID");
        assertThat(builder.build().json())
                .isEqualTo("{\"scenario\": \"fanout\", \"subject\": \"http://server\", \"rate\": 5,"
                        + " \"server_cpu_per_delivery_us\": 0.5, \"events_per_second\": 10,"
                        + " \"failures\": [], \"notes\": [\"no PID\"]}");
    }

    @Test
    void figuresAreFoundByTheirNamesInJson() {
        Result result = builder.add("events", 10, "/s").build();
        assertThat(result.value("events_per_second")).isEqualTo(10);
        assertThatThrownBy(() -> result.value("events"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("fanout has no figure events");
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheResult() {
        assertThat(builder.check(true, "never").build().passed()).isTrue();
        Result failed = builder.check(false, "3 events were left out").build();
        assertThat(failed.passed()).isFalse();
        assertThat(failed.text()).contains("FAILED: 3 events were left out");
    }

    @Test
    void percentilesGoUpToTheHighest() {
        Histogram micros = new Histogram(3);
        for (int i = 1; i <= 10_000; i++) {
            micros.recordValue(i);
        }
        Result result = builder.latency("latency", micros).build();
        assertThat(result.value("latency_p50_ms")).isCloseTo(5, within(0.01));
        assertThat(result.value("latency_p99_9_ms")).isCloseTo(9.99, within(0.01));
        assertThat(result.value("latency_p99_99_ms")).isCloseTo(10, within(0.01));
        assertThat(result.value("latency_max_ms")).isCloseTo(10, within(0.01));
    }

    @Test
    void everyHistogramIsKeptInMilliseconds() throws IOException {
        Histogram micros = new Histogram(3);
        micros.recordValue(2_000);
        ResultFiles.writeHistograms(
                directory, List.of(builder.latency("latency", micros).build()));
        assertThat(Files.readString(directory.resolve("fanout-1-latency.hgrm")))
                .contains("2.000 1.000000000000")
                .contains("Total count    =            1");
    }

    @Test
    void severalResultsAreAnArray() throws IOException {
        Path file = directory.resolve("figures.json");
        Result result = builder.build();
        ResultFiles.writeJson(file, List.of(result, result));
        assertThat(Files.readString(file)).startsWith("[{").endsWith("}]\n");
    }

    @Test
    void jsonEscapesText() {
        assertThat(Json.text(Map.of("a\"b", List.of("\\\n", 1, true, Double.NaN))))
                .isEqualTo("{\"a\\\"b\": [\"\\\\\\u000a\", 1, true, null]}");
    }

    @Test
    void slopeIsThatOfTheLineNearestToAllPoints() {
        Slope slope = new Slope();
        assertThat(slope.perUnit()).isNaN();
        slope.add(1_000, 1_000 * 150 + 7);
        assertThat(slope.perUnit()).isNaN();
        slope.add(2_000, 2_000 * 150 + 7);
        slope.add(4_000, 4_000 * 150 + 7);
        assertThat(slope.perUnit()).isCloseTo(150, within(1e-6));
    }
}
