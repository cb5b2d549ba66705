package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Longwire and others on the same work, in one comparison of one or several calls. */
public final class Compare {
    private Compare() {}

    /**
     * What is compared.
     *
     * @param folder where the peers' folders are
     * @param names which of them, in that order; none for all
     * @param repeat how often each row is run for each peer, earlier calls with the same output counted; 0 only renders
     *     the report again
     * @param minutes after which no run is begun; the next call goes on
     * @param port the first of three for each peer
     * @param output the report's folder
     * @param arguments of the command, for the report
     */
    public record Options(
            Path folder,
            List<String> names,
            List<Row> rows,
            int repeat,
            double warmUpSeconds,
            double seconds,
            double minutes,
            int port,
            Path output,
            List<String> arguments) {}

    /**
     * How it went.
     *
     * @param report as text
     * @param failures of this call, a line each: runs with a fault, peers that could not be installed
     * @param left runs for which there was no time
     */
    public record Outcome(String report, List<String> failures, int left) {}

    /** Tells its progress in lines. */
    public static Outcome run(Options options, Consumer<String> progress) throws InterruptedException {
        List<Peer> peers = Peer.read(options.folder(), options.names());
        ComparisonReport report = new ComparisonReport(options.output());
        List<String> failures = new ArrayList<>();
        int left = options.repeat() > 0 ? measure(options, peers, report, failures, progress) : 0;
        return new Outcome(report.write(peers), failures, left);
    }

    private static int measure(
            Options options,
            List<Peer> peers,
            ComparisonReport report,
            List<String> failures,
            Consumer<String> progress)
            throws InterruptedException {
        long until = System.nanoTime() + (long) (options.minutes() * 60e9);
        Runs before = new Runs(report.file().read());
        Path logs = newDirectory();
        int left;
        try (Comparison comparison = new Comparison(report.nextInvocation(), peers, options.port(), logs, progress)) {
            Invocation.append(report.invocations(), options.arguments(), comparison.versions(), comparison.absent());
            comparison.absent().forEach((peer, why) -> failures.add(peer + " left out: " + why));
            left = comparison.run(
                    options.rows(),
                    options.repeat(),
                    new Work.Timing(options.warmUpSeconds(), options.seconds()),
                    before,
                    until,
                    run -> {
                        report.file().append(run);
                        run.failures().forEach(failure -> failures.add(run.name() + ": " + failure));
                    });
        }
        if (failures.isEmpty()) {
            remove(logs);
        } else {
            progress.accept("what the servers logged is in " + logs);
        }
        return left;
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("longwire-peers");
        } catch (IOException e) {
            throw new BenchException("cannot make a directory for the peers' logs", e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new BenchException("cannot remove " + directory, e);
        }
    }
}
