package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {
    @TempDir
    private Path directory;

    @Test
    void machineAndVersionsAreToldWhenTheyAreNew() throws IOException {
        Path file = directory.resolve("invocations.md");
        Map<String, String> versions = Map.of("nchan", "nchan 1.3.6\nnginx 1.22");
        Invocation.append(file, List.of("compare", "--out", "a b"), versions, Map.of());
        Invocation.append(file, List.of("compare", "--repeat", "3"), versions, Map.of());
        Invocation.append(file, List.of("compare"), versions, Map.of("floor", "no gcc"));
        assertThat(Files.readString(file))
                .containsOnlyOnce("longwire-bench.jar compare --out 'a b'\n")
                .containsOnlyOnce("longwire-bench.jar compare --repeat 3\n")
                .containsOnlyOnce("- `floor` left out: no gcc\n");
        assertThat(Files.readString(file).split("- `nchan`: nchan 1.3.6 nginx 1.22", -1))
                .hasSize(3);
    }
}
