package io.longwire.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.bench.Bench;
import io.longwire.bench.load.OpenFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ScenariosTest {
    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path directory;

    private final StringWriter errors = new StringWriter();
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;

    @BeforeEach
    void catchTheTable() {
        System.setOut(new PrintStream(table, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letTheNextOneThrough() {
        System.setOut(standardOutput);
    }

    @Test
    void fanoutCountsEveryDelivery() throws IOException {
        assertThat(run(0, "fanout --subscribers 20 --rate 30 --seconds 0.5 --warm-up 0.2 --pid " + OWN_PID))
                .isZero();
        assertThat(table.toString(StandardCharsets.UTF_8)).contains("server CPU per delivery", "µs", "latency p99");
        assertThat(json()).contains("\"missing\": 0,", "\"events_published\": 15,", "\"deliveries\": 300,");
    }

    @Test
    void fanoutFailsWhenAnEventIsMissed() throws IOException {
        assertThat(run(7, "fanout --subscribers 3 --rate 50 --seconds 0.4 --warm-up 0"))
                .isEqualTo(1);
        assertThat(json()).contains("\"missing\": 1,", "\"subscribers_affected\": 1,");
    }

    @Test
    void connectionsEndWithTheRun() throws Exception {
        int before = OpenFiles.count();
        assertThat(run(0, "fanout --subscribers 150 --rate 20 --seconds 0.2 --warm-up 0"))
                .isZero();
        assertThat(run(0, "fanout --subscribers 150 --rate 20 --seconds 0.2 --warm-up 0"))
                .isZero();
        // Some for what is loaded meanwhile.
        OpenFiles.awaitAtMost(before + 50);
    }

    @Test
    void fanoutToOwnTopicsByLinesOverTwoLoops() throws IOException {
        String command = "fanout --subscribers 8 --topics own --ndjson --loops 2 --seconds 0.4 --warm-up 0.1";
        assertThat(run(0, command)).isZero();
        assertThat(json()).contains("\"missing\": 0,", "\"twice_or_out_of_order\": 0,");
    }

    @Test
    void publishCountsAcknowledgements() throws IOException {
        assertThat(run(0, "publish --connections 2 --seconds 0.3 --warm-up 0.1 --ndjson --batch 5"))
                .isZero();
        assertThat(json()).contains("\"events_acknowledged_per_second\": ");
    }

    @Test
    void memoryIsMeasuredAtSeveralNumbersOfStreams() throws IOException {
        String command = "memory --sizes 5,15,25 --topics own --publish-each --warm --pid " + OWN_PID;
        assertThat(run(0, command)).isZero();
        assertThat(json()).contains("\"live_heap_per_stream_b\": ", "\"rss_per_stream_b\": ");
    }

    @Test
    void everyScenarioHasHelpWithAnExample() {
        Map<String, CommandLine> scenarios = new TreeMap<>(Bench.commandLine().getSubcommands());
        scenarios
                .values()
                .removeIf(command -> command.getCommandSpec().usageMessage().hidden());
        scenarios.forEach((name, scenario) ->
                assertThat(scenario.getUsageMessage()).contains("  longwire-bench " + name, "--help"));
        assertThat(scenarios)
                .containsOnlyKeys(
                        "memory",
                        "fanout",
                        "latency",
                        "publish",
                        "connect",
                        "storm",
                        "slow",
                        "heartbeat",
                        "soak",
                        "compare");
    }

    @Test
    void serverThatIsNotThereIsNamed() {
        CommandLine bench = Bench.commandLine().setErr(new PrintWriter(errors));
        assertThat(bench.execute("fanout", "--url", "http://127.0.0.1:1/sse")).isEqualTo(1);
        assertThat(errors.toString()).contains("fanout: cannot connect to /127.0.0.1:1", "refused");
    }

    private int run(long lostEvent, String command) throws IOException {
        try (SmallServer server = new SmallServer(lostEvent)) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.addAll(List.of("--url", server.url(), "--json", figures().toString()));
            return Bench.commandLine().execute(arguments.toArray(String[]::new));
        }
    }

    private String json() throws IOException {
        return Files.readString(figures());
    }

    private Path figures() {
        return directory.resolve("figures.json");
    }
}
