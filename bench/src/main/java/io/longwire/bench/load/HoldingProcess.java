package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another process of the bench that holds streams as it is told on its standard input, and answers each line with one on
 * its standard output. It ends with its input, so also when this process dies. One thread.
 */
final class HoldingProcess implements AutoCloseable {
    private static final String MAIN = "io.longwire.bench.Bench";
    private static final int FIRST_WITH_WARNINGS = 24;
    private static final int END_SECONDS = 10;

    private final Part part;
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    HoldingProcess(Part part, List<String> arguments) {
        this.part = part;
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.add("-XX:+UseSerialGC");
        if (Runtime.version().feature() >= FIRST_WITH_WARNINGS) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "hold"));
        command.addAll(arguments);
        command.addAll(
                List.of("--part", Integer.toString(part.index()), "--processes", Integer.toString(part.processes())));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new BenchException("cannot start a process for the load", e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Part part() {
        return part;
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    HoldingState answer() {
        @Nullable String line;
        try {
            line = output.readLine();
        } catch (IOException e) {
            throw ended();
        }
        if (line == null) {
            throw ended();
        }
        HoldingState state = HoldingState.parse(line);
        if (!state.failure().isEmpty()) {
            throw new BenchException(state.failure());
        }
        return state;
    }

    private static BenchException ended() {
        return new BenchException("a process of the load has ended");
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            output.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
