package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of peers. */
final class Script {
    private static final int TIMEOUT_MINUTES = 5;

    private Script() {}

    /** What it printed; throws when it failed. Peers in Java run on the bench's own Java. */
    static String run(Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        try {
            // Not a pipe: a server that the script leaves behind would hold it open.
            File output = File.createTempFile("peer", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .redirectInput(new File("/dev/null"));
                builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
                Process process = builder.start();
                boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
                String printed = Files.readString(output.toPath(), StandardCharsets.UTF_8)
                        .strip();
                if (!ended) {
                    process.destroyForcibly();
                    throw new BenchException(script + " goes on for more than " + TIMEOUT_MINUTES + " minutes");
                }
                if (process.exitValue() != 0) {
                    throw new BenchException(script + " failed: " + printed);
                }
                return printed;
            } finally {
                Files.deleteIfExists(output.toPath());
            }
        } catch (IOException e) {
            throw new BenchException("cannot run " + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
