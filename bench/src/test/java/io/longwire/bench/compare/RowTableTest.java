package io.longwire.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTableTest {
    @TempDir
    private Path folder;

    @Test
    void linesAreMediansInTheOrderOfThePeers() throws IOException {
        String text = table(
                Row.PACED_1000,
                CannedRuns.paced("nchan", 1, 8, 10),
                CannedRuns.paced("longwire", 1, 3, 10),
                CannedRuns.paced("longwire", 2, 4, 10),
                CannedRuns.paced("longwire", 3, 11, 10));
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("|  | CPU per delivery, µs | min–max | × nchan | × floor | user, µs |");
        assertThat(lines.get(2)).startsWith("| The longwire | 4.00 | 3.00–11.0 | 0.500 | – | – |");
        assertThat(lines.get(2)).endsWith("| 3 | none |");
        assertThat(lines.get(3)).startsWith("| The nchan | 8.00 | 8.00–8.00 | 1.00 | – | – |");
    }

    @Test
    void everyLineHasAsManyCellsAsTheHead() throws IOException {
        for (Row row : Row.values()) {
            String text = table(row, CannedRuns.paced("longwire", 1, 3, 10));
            assertThat(text.lines().map(line -> line.split("\\|", -1).length).distinct())
                    .as(row.id())
                    .hasSize(1);
        }
    }

    @Test
    void whatWasNotRunSaysWhy() throws IOException {
        String text = table(Row.PUBLISH_BATCH);
        assertThat(text).contains("| The longwire | – | – | – | – | – | – | 0 | not run |");
        assertThat(text).contains("| 0 | cannot: batches |");
    }

    @Test
    void failedRunIsNamedAndItsCellStaysWhole() throws IOException {
        Run failed = Run.failed(1, Row.PACED_1000.id(), "nchan", 2, "a | b\nc");
        assertThat(table(Row.PACED_1000, failed)).contains("| 1 | run 2: a / b c |");
    }

    private String table(Row row, Run... runs) throws IOException {
        return new RowTable(row, new Runs(List.of(runs)), CannedRuns.peers(folder)).text();
    }
}
