package io.longwire.summarizer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.summarizer.model.Usage;
import io.longwire.summarizer.store.JobRow.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database, and what is kept in it. */
class DatabaseTest {
    @TempDir
    Path folder;

    private Database database;
    private JobStore jobs;
    private SummaryStore summaries;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("data"));
        jobs = new JobStore(database, Clock.systemUTC());
        summaries = new SummaryStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private JobRow job(String id, String session, String parent) {
        return jobs.fresh(id, session, parent, false, "fineVideo01", "a-model", "en");
    }

    private static SummaryRow summary(String id, String video, String title, String markdown) {
        return new SummaryRow(
                id, video, "a-model", "en", title, "A channel", markdown, new Usage(1000, 50, 0.25), Instant.now());
    }

    @Test
    void whatWasKeptIsThereAfterwards() {
        jobs.add(List.of(job("1", "ann", null), job("2", "bob", null)));
        assertThat(jobs.begin("1")).isTrue();
        jobs.name("1", "A title", "A channel");
        String summary = summaries.put(summary("s", "fineVideo01", "A title", "# Text"));
        assertThat(jobs.complete("1", summary, 1, 1)).isTrue();
        close();
        open();
        JobRow job = jobs.find("1").orElseThrow();
        assertThat(job.status()).isEqualTo(Status.COMPLETED);
        assertThat(job.stage()).isEqualTo(Stage.DONE);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.title()).isEqualTo("A title");
        assertThat(job.summary()).isEqualTo("s");
        assertThat(job.usage()).isEqualTo(new Usage(1000, 50, 0.25));
        assertThat(jobs.unfinished()).extracting(JobRow::id).containsExactly("2");
        assertThat(jobs.sessions()).containsEntry("1", "ann").containsEntry("2", "bob");
    }

    @Test
    void aFinishedJobStaysAsItIs() {
        jobs.add(List.of(job("1", "ann", null)));
        assertThat(jobs.fail("1", Status.CANCELLED, new Failure("cancelled", "cancelled")))
                .isTrue();
        assertThat(jobs.begin("1")).isFalse();
        assertThat(jobs.step("1", Status.IN_PROGRESS, Stage.SUMMARIZING, 1, 2)).isFalse();
        assertThat(jobs.complete("1", null, 1, 1)).isFalse();
        assertThat(jobs.fail("1", Status.FAILED, new Failure("x", "x"))).isFalse();
        assertThat(jobs.find("1").orElseThrow().failure()).isEqualTo(new Failure("cancelled", "cancelled"));
    }

    @Test
    void aSessionsUnfinishedJobsAreCountedWithoutThoseOfAPlaylist() {
        jobs.add(List.of(job("1", "ann", null), job("2", "ann", "1"), job("3", "ann", "1"), job("4", "bob", null)));
        assertThat(jobs.unfinished("ann")).isEqualTo(1);
        assertThat(jobs.children("1")).extracting(JobRow::id).containsExactly("2", "3");
        assertThat(jobs.ofSession("ann", 10)).extracting(JobRow::id).containsExactly("3", "2", "1");
        assertThat(jobs.ofSession("ann", 1)).hasSize(1);
    }

    @Test
    void oldJobsAreForgottenUnlessTheyAreUnfinished() {
        jobs.add(List.of(job("1", "ann", null), job("2", "ann", null)));
        jobs.fail("1", Status.FAILED, new Failure("x", "x"));
        jobs.forgetOlderThan(Duration.ofDays(1));
        assertThat(jobs.find("1")).isPresent();
        jobs.forgetOlderThan(Duration.ofDays(-1));
        assertThat(jobs.find("1")).isEmpty();
        assertThat(jobs.find("2")).isPresent();
    }

    @Test
    void thereIsOneSummaryOfEachVideoModelAndLanguage() {
        String first = summaries.put(summary("a", "fineVideo01", "Old", "old"));
        String second = summaries.put(summary("b", "fineVideo01", "New", "new"));
        assertThat(second).isEqualTo(first);
        assertThat(summaries.find("fineVideo01", "a-model", "en").orElseThrow().markdown())
                .isEqualTo("new");
        assertThat(summaries.find("fineVideo01", "a-model", "de")).isEmpty();
        jobs.add(List.of(job("1", "ann", null)));
        jobs.complete("1", first, 1, 1);
        assertThat(summaries.delete(first)).isTrue();
        assertThat(summaries.delete(first)).isFalse();
        assertThat(jobs.find("1").orElseThrow().summary()).isNull();
    }

    @Test
    void aSearchTakesEveryWordLiterally() {
        summaries.put(summary("a", "fineVideo01", "100% of it", "about streams"));
        summaries.put(summary("b", "fineVideo02", "All_of it", "about Rivers and streams"));
        assertThat(summaries.search("STREAMS about", 0, 10).total()).isEqualTo(2);
        assertThat(summaries.search("streams rivers", 0, 10).summaries())
                .extracting(SummaryRow::id)
                .containsExactly("b");
        assertThat(summaries.search("100%", 0, 10).total()).isEqualTo(1);
        assertThat(summaries.search("l_o", 0, 10).total()).isEqualTo(1);
        assertThat(summaries.search("0_o", 0, 10).total()).isZero();
        assertThat(summaries.search("", 1, 1).summaries())
                .extracting(SummaryRow::id)
                .containsExactly("a");
        assertThat(summaries.search("'; DROP TABLE jobs", 0, 10).total()).isZero();
    }

    @Test
    void aFolderThatCannotBeUsedIsSaidSo() throws Exception {
        assertThatThrownBy(() -> Database.open(folder.resolve("data")))
                .hasMessageContaining("SUMMARIZER_DATA=")
                .hasMessageContaining("another process is using it");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Database.open(file)).hasMessageContaining("cannot be made");
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("summarizer.db"), "this is no database, but some text. ".repeat(100));
        assertThatThrownBy(() -> Database.open(broken)).hasMessageContaining("cannot be opened");
    }

    @Test
    void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
        database.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/summarizer.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> Database.open(folder.resolve("data"))).hasMessageContaining("newer version");
    }
}
