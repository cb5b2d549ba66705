package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longwire.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers, those that need no packages of the system, and the real command. */
@Timeout(60)
class CompareTest {
    private static final Path PEERS = Path.of("peers");
    private static final Path SERVER = Path.of("../server/target/longwire.jar");
    private static final Path PEERS_IN_JAVA = PEERS.resolve("target/longwire-bench-peers.jar");
    private static final int PORTS = 6;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;

    @BeforeEach
    void catchWhatIsPrinted() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letTheNextOneThrough() {
        System.setOut(standardOutput);
    }

    @Test
    void peersAreStartedMeasuredReportedAndCleanedUp() throws IOException {
        assumeTrue(Files.exists(SERVER) && Files.exists(PEERS_IN_JAVA), "the servers are packaged");
        List<Path> logsBefore = logs();
        String command = "--peers longwire,netty --rows latency-1,publish-batch --repeat 1 --seconds 1 --warm-up 0.2";
        assertThat(compare(PEERS, command)).as(printed()).isZero();
        assertThat(report())
                .contains("## Latency: one subscriber, 200 events/s", "| Longwire |", "| plain Netty |")
                .contains("cannot: batches", "![Latency: one subscriber, 200 events/s](latency-1.png)")
                .doesNotContain("## Runs with faults");
        assertThat(logs()).isEqualTo(logsBefore);
        // Nothing is left to do, so nothing is begun.
        assertThat(compare(PEERS, command)).isZero();
        assertThat(Files.readAllLines(directory.resolve("report/runs.jsonl"))).hasSize(3);
    }

    @Test
    void callWithoutTimeSaysWhatIsLeft() throws IOException {
        broken();
        assertThat(compare(directory, "--rows publish --repeat 2 --minutes 0.000000001"))
                .isZero();
        assertThat(printed()).contains("2 runs are left: the same command goes on with them");
    }

    @Test
    void failedRunIsInTheReportAndInTheExitCode() throws IOException {
        broken();
        assertThat(compare(directory, "--rows publish --repeat 1")).isEqualTo(1);
        assertThat(printed()).contains("FAILED: publish 1 broken: ", "what the servers logged is in ");
        assertThat(report()).contains("## Runs with faults", "it does not start", "| The broken |");
        removeLogs();
    }

    @Test
    void whatStartedTooLateIsEnded() throws IOException {
        broken();
        Files.writeString(directory.resolve("broken/start.sh"), "mkdir -p $2; echo up >$2/state; exit 3\n");
        Files.writeString(directory.resolve("broken/stop.sh"), "echo down >$1/state\n");
        assertThat(compare(directory, "--rows publish --repeat 1")).isEqualTo(1);
        try (Stream<Path> files = Files.walk(logsIn(printed()))) {
            Path state = files.filter(file -> file.endsWith("state")).findAny().orElseThrow();
            assertThat(state).hasContent("down");
        }
        removeLogs();
    }

    @Test
    void portThatIsTakenIsNotMeasured() throws IOException {
        broken();
        int port = freePorts();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(compare(directory, "--rows publish --repeat 1", other.getLocalPort()))
                    .isEqualTo(1);
        }
        assertThat(printed()).contains("broken cannot listen on port " + port);
        removeLogs();
    }

    private void broken() throws IOException {
        CannedRuns.peer(directory, "broken", false);
        Files.writeString(directory.resolve("broken/install.sh"), "echo 1.0\n");
        Files.writeString(directory.resolve("broken/start.sh"), "echo it does not start; exit 3\n");
        Files.writeString(directory.resolve("broken/stop.sh"), "exit 0\n");
    }

    private int compare(Path peers, String options) throws IOException {
        return compare(peers, options, freePorts());
    }

    private int compare(Path peers, String options, int port) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        arguments.addAll(List.of(options.split(" ")));
        if (!options.contains("--peers")) {
            arguments.addAll(List.of("--peers", "broken"));
        }
        arguments.addAll(List.of(
                "--peers-folder", peers.toString(),
                "--port", Integer.toString(port),
                "--out", directory.resolve("report").toString()));
        return Bench.commandLine().execute(arguments.toArray(String[]::new));
    }

    private String report() throws IOException {
        return Files.readString(directory.resolve("report/report.md"));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The first of so many that nobody listens on. */
    private static int freePorts() throws IOException {
        for (int first = 21_900; ; first += PORTS) {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                for (int port = first; port < first + PORTS; port++) {
                    sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                }
                return first;
            } catch (IOException e) {
                // The next ones.
            } finally {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("longwire-peers"))
                    .sorted()
                    .toList();
        }
    }

    private static Path logsIn(String text) {
        int at = text.indexOf("longwire-peers");
        return Path.of(text.substring(text.lastIndexOf(' ', at) + 1, text.indexOf('\n', at)));
    }

    private void removeLogs() throws IOException {
        Path logs = logsIn(printed());
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
