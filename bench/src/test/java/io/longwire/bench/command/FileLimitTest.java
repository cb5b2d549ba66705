package io.longwire.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bench in a process of its own, that may have few files. */
@Timeout(60)
class FileLimitTest {
    private static final String FEW_FILES = "ulimit -n 150; exec \"$0\" \"$@\"";

    @TempDir
    private Path directory;

    @Test
    void loadThatHasNoFilesLeftSaysSo() throws Exception {
        try (SmallServer server = new SmallServer(0)) {
            assertThat(bench("fanout", "--subscribers", "300", "--url", server.url()))
                    .contains(
                            "fanout: a stream was not opened: the load generator gets no socket",
                            "Too many open files");
        }
    }

    private String bench(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                FEW_FILES,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.longwire.bench.Bench"));
        command.addAll(List.of(arguments));
        File output = directory.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output.toPath());
    }
}
