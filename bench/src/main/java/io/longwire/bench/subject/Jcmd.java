package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks another JVM about itself. */
final class Jcmd {
    private static final int TIMEOUT_SECONDS = 60;

    private Jcmd() {}

    /** What it printed, whether it could answer or not. */
    static String ask(long pid, String... question) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable(), Long.toString(pid)));
        command.addAll(List.of(question));
        try {
            File output = File.createTempFile("jcmd", ".txt");
            try {
                Process jcmd = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
                if (!jcmd.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                    throw new BenchException("jcmd " + pid + " has not answered for " + TIMEOUT_SECONDS + " s");
                }
                return Files.readString(output.toPath(), StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(output.toPath());
            }
        } catch (IOException e) {
            throw new BenchException("cannot run jcmd", e);
        }
    }

    private static String executable() {
        Path ownJdks = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Files.isExecutable(ownJdks) ? ownJdks.toString() : "jcmd";
    }
}
