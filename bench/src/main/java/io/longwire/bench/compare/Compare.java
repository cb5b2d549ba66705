package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Longwire and others on the same work, in one run. */
public final class Compare {
    private Compare() {}

    /**
     * What is compared.
     *
     * @param folder where the peers' folders are
     * @param names which of them, in that order; none for all
     * @param repeat how often; 0 only renders the report again
     * @param port the first of three for each peer
     * @param output the report's folder; what it holds of earlier calls stays and counts
     * @param arguments of the command, for the report
     */
    public record Options(
            Path folder,
            List<String> names,
            List<Row> rows,
            int repeat,
            Row.Timing timing,
            int port,
            Path output,
            List<String> arguments) {}

    /** The report as text. Tells its progress in lines. */
    public static String run(Options options, Consumer<String> progress) throws InterruptedException {
        List<Peer> peers = Peer.read(options.folder(), options.names());
        ComparisonReport report = new ComparisonReport(options.output());
        if (options.repeat() > 0) {
            measure(options, peers, report, progress);
        }
        return report.write(peers);
    }

    private static void measure(Options options, List<Peer> peers, ComparisonReport report, Consumer<String> progress)
            throws InterruptedException {
        try {
            Path logs = Files.createTempDirectory("longwire-peers");
            int invocation = report.nextInvocation();
            try (Comparison comparison = new Comparison(invocation, peers, options.port(), logs, progress)) {
                Invocation.append(
                        report.invocations(), options.arguments(), comparison.versions(), comparison.absent());
                comparison.run(options.rows(), options.repeat(), options.timing(), report.file()::append);
            }
        } catch (IOException e) {
            throw new BenchException("cannot make a directory for the peers' logs", e);
        }
    }
}
