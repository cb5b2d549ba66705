package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Writes the report over the peers' runs; its text. */
    String write(List<Peer> peers) {
        Runs runs = new Runs(file.read());
        Map<String, String> titles = new LinkedHashMap<>();
        for (Peer peer : peers) {
            if (runs.all().stream().anyMatch(run -> run.peer().equals(peer.name()))) {
                titles.put(peer.name(), peer.title());
            }
        }
        try {
            StringBuilder text = new StringBuilder("# Longwire beside others\n");
            text.append(
                            "\nMedians over the runs of each peer, which took turns; × is the ratio of medians. Faults are events")
                    .append(" missed, doubled or late for good, streams that ended, and runs that failed.\n");
            for (Row row : Row.values()) {
                if (runs.has(row)) {
                    text.append("\n## ").append(row.title()).append("\n\n");
                    text.append(new RowTable(row, runs, titles).text());
                }
            }
            Charts.write(runs, titles, directory)
                    .forEach((name, title) -> text.append("\n![")
                            .append(title)
                            .append("](")
                            .append(name)
                            .append(")\n"));
            text.append("\n## What they cannot do\n\n");
            peers.stream()
                    .filter(peer ->
                            titles.containsKey(peer.name()) && !peer.cannot().isEmpty())
                    .forEach(peer -> text.append("- ")
                            .append(peer.title())
                            .append(": ")
                            .append(peer.cannot())
                            .append('\n'));
            text.append("\n## Commands and machine\n\n");
            if (Files.exists(invocations())) {
                text.append(Files.readString(invocations()));
            }
            Files.writeString(directory.resolve("report.md"), text);
            return text.toString();
        } catch (IOException e) {
            throw new BenchException("cannot write the report to " + directory, e);
        }
    }
}
