package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    @TempDir
    private Path directory;

    private RunFile file = new RunFile(Path.of("none"));

    @BeforeEach
    void inADirectoryOfItsOwn() {
        file = new RunFile(directory.resolve("runs.jsonl"));
    }

    @Test
    void noFileIsNoRuns() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void runIsReadAsItWasWritten() {
        file.append(CannedRuns.paced("nchan", 2, 4.25, 1_000));
        file.append(Run.failed(7, "paced-1000", "floor", 1, "it \"failed\",\nbadly"));
        List<Run> runs = file.read();
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).figures()).isEqualTo(Map.of("server_cpu_per_delivery_us", 4.25));
        Histogram latency = Objects.requireNonNull(runs.get(0).latencies().get("latency"));
        assertThat(latency.getTotalCount()).isEqualTo(100);
        assertThat(latency.getMaxValue()).isBetween(100_000L, 100_100L);
        assertThat(runs.get(1)).isEqualTo(Run.failed(7, "paced-1000", "floor", 1, "it \"failed\",\nbadly"));
    }

    @Test
    void figureThatIsNoNumberIsLeftOut() {
        file.append(CannedRuns.run(Row.MEMORY, "nchan", 1, Map.of("slope", Double.NaN), 1));
        assertThat(file.read().get(0).figures()).isEmpty();
    }

    @Test
    void lineThatCannotBeReadIsNamed() throws IOException {
        file.append(CannedRuns.paced("nchan", 1, 1, 1));
        Path path = directory.resolve("runs.jsonl");
        Files.writeString(path, Files.readString(path) + "{\"row\": \n");
        assertThatThrownBy(file::read).hasMessageContaining("cannot read line 2 of " + path);
    }
}
