package io.longwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void figuresAreAlignedToTheRight() {
        Report report = new Report("fanout", "http://server");
        report.add("deliveries", 1_234_567, "");
        report.add("latency p50", 1.2345, "ms");
        assertThat(report.table()).isEqualTo("""
                        fanout  http://server
                          deliveries   1,234,567
                          latency p50       1.23  ms
                        """);
    }

    @Test
    void jsonIsNamedByLabelAndUnit() {
        Report report = new Report("fanout", "http://server");
        report.add("server CPU per delivery", 0.5, "µs");
        report.add("events rate", 10, "/s");
        assertThat(report.json())
                .isEqualTo("{\"scenario\": \"fanout\", \"target\": \"http://server\","
                        + " \"server_cpu_per_delivery_us\": 0.5, \"events_rate_per_second\": 10}");
    }

    @Test
    void jsonEscapesText() {
        assertThat(Json.text(Map.of("a\"b", List.of("\\\n", 1, true, Double.NaN))))
                .isEqualTo("{\"a\\\"b\": [\"\\\\\\u000a\", 1, true, null]}");
    }

    @Test
    void everyScenarioHasHelpWithAnExample() {
        Bench.commandLine()
                .getSubcommands()
                .values()
                .forEach(scenario -> assertThat(scenario.getUsageMessage()).contains("longwire-bench"));
        assertThat(Bench.commandLine().getSubcommands()).containsOnlyKeys("memory", "fanout", "publish");
    }
}
