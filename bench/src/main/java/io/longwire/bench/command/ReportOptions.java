package io.longwire.bench.command;

import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultFiles;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Where results go: options that every scenario has. */
final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private @Nullable Path json;

    @Option(
            names = "--hgrm",
            paramLabel = "DIRECTORY",
            description = "Writes the whole distribution of every time there, as .hgrm files.")
    private @Nullable Path histograms;

    /** Keeps what was asked to be kept; the exit code. */
    int finish(List<Result> results) {
        if (json != null) {
            ResultFiles.writeJson(json, results);
        }
        if (histograms != null) {
            ResultFiles.writeHistograms(histograms, results);
        }
        return results.stream().allMatch(Result::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Shows it at once, so that a long row of runs can be followed. */
    static void print(Result result) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(result.text());
    }

    int finish(Result result) {
        print(result);
        return finish(List.of(result));
    }
}
