package io.longwire.bench.command;

import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultFiles;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What is run for each set of options. */
    interface Scenario<T> {
        Result run(T options) throws InterruptedException;
    }

    /** Runs one after the other, shows each result as soon as it is there, keeps what was asked for; the exit code. */
    <T> int finish(List<T> runs, Scenario<T> scenario) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (T options : runs) {
            Result result = scenario.run(options);
            print(result);
            results.add(result);
        }
        return finish(results);
    }

    /** Keeps what was asked to be kept; the exit code. */
    private int finish(List<Result> results) {
        if (json != null) {
            ResultFiles.writeJson(json, results);
        }
        if (histograms != null) {
            ResultFiles.writeHistograms(histograms, results);
        }
        return results.stream().allMatch(Result::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(Result result) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(result.text());
    }

    int finish(Result result) {
        print(result);
        return finish(List.of(result));
    }
}
