package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with what was measured: {@code report.md}, charts as PNG, {@code runs.jsonl} with every run and
 * {@code invocations.md} with the commands and the machine. Made anew from all runs in it after every call.
 */
final class ComparisonReport {
    private final Path directory;
    private final RunFile file;

    ComparisonReport(Path directory) {
        this.directory = directory;
        file = new RunFile(directory.resolve("runs.jsonl"));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BenchException("cannot make " + directory, e);
        }
    }

    RunFile file() {
        return file;
    }

    Path invocations() {
        return directory.resolve("invocations.md");
    }

    /** The number that the next call of the command has. */
    int nextInvocation() {
        return 1 + file.read().stream().mapToInt(Run::invocation).max().orElse(0);
    }

    /** Writes the report over those of the peers that have runs; its text. */
    String write(List<Peer> all) {
        Runs runs = new Runs(file.read());
        List<Peer> peers = all.stream().filter(peer -> runs.has(peer.name())).toList();
        try {
            StringBuilder text = new StringBuilder("# Longwire beside others\n");
            text.append("\nMedians over the runs of each peer, which took turns; × is the ratio of medians. Faults are")
                    .append(" events missed, doubled or late for good, streams that ended, and runs that failed.\n");
            section(text, "Numbers to reach", Goal.table(runs));
            for (Row row : Row.values()) {
                if (runs.has(row)) {
                    section(text, row.title(), new RowTable(row, runs, peers).text());
                }
            }
            text.append("\n## Charts\n");
            Charts.write(runs, peers, directory)
                    .forEach((name, title) -> text.append("\n![")
                            .append(title)
                            .append("](")
                            .append(name)
                            .append(")\n"));
            section(text, "Runs with faults", faults(runs));
            section(text, "What they cannot do", limits(peers));
            section(text, "Commands and machine", commands());
            Files.writeString(directory.resolve("report.md"), text);
            return text.toString();
        } catch (IOException e) {
            throw new BenchException("cannot write the report to " + directory, e);
        }
    }

    private static void section(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append("\n## ").append(title).append("\n\n").append(content);
        }
    }

    private static String faults(Runs runs) {
        StringBuilder lines = new StringBuilder();
        for (Run run : runs.all()) {
            for (String failure : run.failures()) {
                lines.append("- ")
                        .append(run.name())
                        .append(": ")
                        .append(failure.replace('\n', ' '))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static String limits(List<Peer> peers) {
        StringBuilder lines = new StringBuilder();
        for (Peer peer : peers) {
            if (!peer.cannot().isEmpty()) {
                lines.append("- ")
                        .append(peer.title())
                        .append(": ")
                        .append(peer.cannot())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private String commands() throws IOException {
        return Files.exists(invocations()) ? Files.readString(invocations()) : "";
    }
}
