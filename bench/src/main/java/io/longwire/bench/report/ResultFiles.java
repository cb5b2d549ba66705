package io.longwire.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Keeps results: figures as JSON, times as {@code .hgrm}, the format that HdrHistogram's plotters read. */
public final class ResultFiles {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double MICROS_PER_MILLI = 1_000.0;

    private ResultFiles() {}

    /** One result as an object, several as an array of them. */
    public static void writeJson(Path file, List<Result> results) {
        String text = results.size() == 1
                ? results.get(0).json()
                : results.stream().map(Result::json).collect(Collectors.joining(",\n ", "[", "]"));
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
    }

    /** Writes {@code <scenario>-<number>-<label>.hgrm} for every histogram, values in milliseconds. */
    public static void writeHistograms(Path directory, List<Result> results) {
        try {
            Files.createDirectories(directory);
            int number = 0;
            for (Result result : results) {
                number++;
                for (String label : result.latencies().keySet()) {
                    String name = result.scenario() + "-" + number + "-" + label.replace(' ', '-') + ".hgrm";
                    write(directory.resolve(name), result.latencies().get(label));
                }
            }
        } catch (IOException e) {
            throw new BenchException("cannot write to " + directory, e);
        }
    }

    private static void write(Path file, Histogram micros) throws IOException {
        try (PrintStream output = new PrintStream(Files.newOutputStream(file), false, "US-ASCII")) {
            micros.outputPercentileDistribution(output, TICKS_PER_HALF_DISTANCE, MICROS_PER_MILLI);
        }
    }
}
