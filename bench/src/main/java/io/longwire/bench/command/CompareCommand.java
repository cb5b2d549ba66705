package io.longwire.bench.command;

import io.longwire.bench.compare.Compare;
import io.longwire.bench.compare.Row;
import io.longwire.bench.report.BenchException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command of {@link Compare}. */
@Command(
        name = "compare",
        description = "Starts Longwire and other servers here and gives all of them the same work in turns.",
        footer = {
            "",
            "Rows: memory, memory-warm, memory-own, idle, connect, latency-1, latency-1000, paced-1000,",
            "paced-10000, own-topics, flat-1000, flat-10000, flat-batch-1000, flat-batch-10000, publish,",
            "publish-batch, stalled.",
            "",
            "Exit code 1 when a run had a fault or a peer could not be installed; the report is written all",
            "the same. A call that was stopped, by --minutes or otherwise, goes on when it is repeated.",
            "",
            "Examples:",
            "  longwire-bench compare --out report",
            "  longwire-bench compare --peers longwire,nchan,floor --rows paced-1000 --repeat 5 --out report",
            "  longwire-bench compare --minutes 4 --out report"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final List<String> USUAL_PEERS =
            List.of("longwire", "floor", "nchan", "netty", "undertow", "pushpin", "gunicorn");

    /** A week. */
    private static final double MOST_MINUTES = 10_080;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--peers",
            paramLabel = "NAME",
            split = ",",
            description = "Folders below --peers-folder. longwire,floor,nchan,netty,undertow,pushpin,gunicorn")
    private List<String> peers = USUAL_PEERS;

    @Option(names = "--peers-folder", paramLabel = "DIRECTORY", description = "${DEFAULT-VALUE}")
    private Path folder = Path.of("bench/peers");

    @Option(names = "--rows", paramLabel = "ROW", split = ",", description = "What is measured. Default: all")
    private List<String> rows = Arrays.stream(Row.values()).map(Row::id).toList();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs of each row for each peer, with those that --out has already; 0 only writes the report"
                    + " again. ${DEFAULT-VALUE}")
    private int repeat = 3;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "No run is begun after so long; the next call goes on. Default: no limit")
    private double minutes = MOST_MINUTES;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each run is measured. ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "The same load before, and two and a half times as long another one after a start."
                    + " ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--port", paramLabel = "PORT", description = "First of three for each peer. ${DEFAULT-VALUE}")
    private int port = 5_100;

    @Option(
            names = "--out",
            paramLabel = "DIRECTORY",
            required = true,
            description = "Where report.md, charts and runs go. Runs that are there already count, too.")
    private @Nullable Path output;

    @Override
    public Integer call() throws InterruptedException {
        if (output == null || spec == null) {
            throw new BenchException("--out is needed");
        }
        if (repeat < 0 || seconds <= 0 || minutes <= 0 || warmUp < 0) {
            throw new BenchException("--seconds and --minutes must be above 0, --repeat and --warm-up not below");
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        Compare.Outcome outcome = Compare.run(
                new Compare.Options(
                        folder,
                        peers,
                        rows.stream().map(Row::of).toList(),
                        repeat,
                        warmUp,
                        seconds,
                        minutes,
                        port,
                        output,
                        arguments),
                out::println);
        out.println(outcome.report());
        outcome.failures().forEach(failure -> out.println("FAILED: " + failure));
        if (outcome.left() > 0) {
            out.println(outcome.left() + " runs are left: the same command goes on with them");
        }
        return outcome.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
