package io.longwire.summarizer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.summarizer.EventReader;
import io.longwire.summarizer.TestApp;
import io.longwire.summarizer.TestApp.Answer;
import io.longwire.summarizer.standin.Playlist;
import io.longwire.summarizer.standin.Video;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Jobs from the submission to the summary, as a client sees them. */
@Timeout(60)
class JobsOverHttpTest {
    private static final String FINE = Video.FINE.id();

    @TempDir
    Path folder;

    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        app = new TestApp(folder, "SUMMARIZER_JOBS_PER_SESSION=3", "SUMMARIZER_WORKERS=2");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private JsonNode job(String id) throws Exception {
        Answer answer = app.get("/jobs/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode awaitStatus(String id, String status) {
        await().until(() -> job(id).path("status").asString(), status::equals);
        try {
            return job(id);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String tail(JsonNode job) {
        return "/sse?topic=" + job.path("topic").asString() + "&lastEventId="
                + job.path("last_event_id").asString();
    }

    @Test
    void aVideoIsSummarisedAndItsTopicTellsOfIt() throws Exception {
        Answer submitted = app.post(
                "/summarize_async",
                "{\"urls\":\" " + TestApp.url(FINE) + "\\n\",\"model\":\"" + TestApp.NORMAL + "\"}");
        assertThat(submitted.status()).isEqualTo(200);
        assertThat(submitted.json().path("success").asBoolean()).isTrue();
        assertThat(submitted.json().path("message").asString()).isEqualTo("Submitted 1 jobs for processing");
        assertThat(submitted.json().path("session_id").asString()).matches("[0-9a-f]{32}");
        String id = submitted.json().path("job_ids").path(0).asString();

        List<EventReader.Event> events;
        try (var stream = app.events("/sse?topic=jobs/" + id + "&lastEventId=earliest")) {
            events = stream.until("end");
        }
        assertThat(events).extracting(EventReader.Event::type).contains("progress", "token", "done");
        assertThat(events.stream()
                        .filter(e -> e.type().equals("progress"))
                        .map(e -> e.json().path("stage").asString()))
                .contains("queued", "transcript", "summarizing");
        JsonNode job = job(id);
        String text = EventReader.text("", events);
        assertThat(job.path("text").asString()).isEqualTo(text).contains("## Point 3");
        assertThat(job.path("status").asString()).isEqualTo("completed");
        assertThat(job.path("stage").asString()).isEqualTo("done");
        assertThat(job.path("kind").asString()).isEqualTo("video");
        assertThat(job.path("url").asString()).isEqualTo(TestApp.url(FINE));
        assertThat(job.path("video").path("title").asString()).isNotEmpty();
        assertThat(job.path("usage").path("input_tokens").asInt()).isPositive();
        assertThat(job.path("usage").path("estimated_cost").asDouble()).isPositive();
        assertThat(job.path("error").isNull()).isTrue();
        assertThat(app.get("/jobs/" + id + "/status").json().path("job_id").asString())
                .isEqualTo(id);

        String summary = job.path("summary_id").asString();
        assertThat(app.get("/summaries/" + summary).json().path("markdown").asString())
                .isEqualTo(text);
        Answer file = app.get("/summaries/" + summary + ".md");
        assertThat(file.body()).isEqualTo(text);
        assertThat(file.header("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
        assertThat(file.header("Content-Disposition"))
                .startsWith("attachment; filename*=UTF-8''")
                .endsWith(".md");
    }

    @Test
    void theTextAndTheTailFromItsIdAreTheWholeHoweverOftenOneLooks() throws Exception {
        String id = app.submit(FINE, TestApp.SLOW);
        await().until(() -> job(id).path("text").asString().length() > 20);
        var texts = new ArrayList<String>();
        var readers = new ArrayList<EventReader>();
        for (int look = 0; look < 5; look++) {
            JsonNode now = job(id);
            assertThat(now.path("status").asString()).isEqualTo("in_progress");
            texts.add(now.path("text").asString());
            readers.add(app.events(tail(now)));
            int length = texts.get(look).length();
            await().until(() -> job(id).path("text").asString().length() > length);
        }
        var wholes = new ArrayList<String>();
        for (int look = 0; look < 5; look++) {
            try (EventReader reader = readers.get(look)) {
                wholes.add(EventReader.text(texts.get(look), reader.until("end")));
            }
        }
        String text = job(id).path("text").asString();
        assertThat(wholes).allMatch(text::equals);
    }

    @Test
    void theSameVideoModelAndLanguageAreAnsweredFromStorage() throws Exception {
        awaitStatus(app.submit(FINE, TestApp.NORMAL), "completed");
        int asked = app.providers().mostOpen();
        try (var stream = app.events("/events")) {
            stream.until("connected");
            String again = app.submit(FINE, TestApp.NORMAL);
            JsonNode job = awaitStatus(again, "completed");
            assertThat(job.path("text").asString()).contains("## Point 3");
            EventReader.Event complete = last(stream.until("summary_complete"));
            assertThat(complete.json().path("job_id").asString()).isEqualTo(again);
            assertThat(complete.json().path("source").asString()).isEqualTo("cache");
            assertThat(complete.json().path("video_id").asString()).isEqualTo(FINE);
            assertThat(complete.json().path("model_used").asString()).isEqualTo(TestApp.NORMAL);
        }
        assertThat(app.get("/summaries").json().path("total").asInt()).isEqualTo(1);
        assertThat(asked).isPositive();
    }

    private static EventReader.Event last(List<EventReader.Event> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void aProviderThatDiesInTheMiddleMakesTheTextBeginAnew() throws Exception {
        String id = app.submit(FINE, "stand-in-openai-dies-once");
        List<EventReader.Event> events;
        try (var stream = app.events("/sse?topic=jobs/" + id + "&lastEventId=earliest")) {
            events = stream.until("end");
        }
        assertThat(events).extracting(EventReader.Event::type).contains("restart", "done");
        assertThat(EventReader.text("", events))
                .isEqualTo(job(id).path("text").asString())
                .contains("## Point 3");
    }

    @Test
    void aCancelledJobEndsItsTopicAndTheProvidersStream() throws Exception {
        String id = app.submit(FINE, TestApp.ENDLESS);
        await().until(() -> job(id).path("text").asString().length() > 10);
        try (var stream = app.events(tail(job(id)))) {
            Answer cancelled = app.delete("/jobs/" + id);
            assertThat(cancelled.status()).isEqualTo(200);
            assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
            List<EventReader.Event> events = stream.until("end");
            assertThat(events)
                    .filteredOn(e -> e.type().equals("failed"))
                    .singleElement()
                    .satisfies(
                            e -> assertThat(e.json().path("reason").asString()).isEqualTo("cancelled"));
        }
        await().until(() -> app.providers().abandoned() == 1);
        assertThat(app.delete("/jobs/" + id).json().path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void aJobThatWaitsCanBeCancelled() throws Exception {
        String first = app.submit(FINE, TestApp.ENDLESS);
        String second = app.submit("vAnother001", TestApp.ENDLESS);
        String third = app.submit("vAnother002", TestApp.ENDLESS);
        await().until(() -> job(second).path("text").asString().length() > 10);
        assertThat(job(third).path("status").asString()).isEqualTo("pending");
        assertThat(app.delete("/jobs/" + third).json().path("status").asString())
                .isEqualTo("cancelled");
        app.delete("/jobs/" + first);
        app.delete("/jobs/" + second);
        assertThat(app.get("/jobs?status=cancelled").json().path("jobs").size()).isEqualTo(3);
        assertThat(app.get("/jobs?status=pending").json().path("jobs").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "noCaption01, no_captions",
        "privateVid1, private",
        "ageLimited1, age_restricted",
        "blockedVid1, blocked",
        "removedVid1, unavailable"
    })
    void whatHindersATranscriptIsNamed(String video, String reason) throws Exception {
        JsonNode job = awaitStatus(app.submit(video, TestApp.NORMAL), "failed");
        assertThat(job.path("error").path("reason").asString()).isEqualTo(reason);
        assertThat(job.path("error").path("message").asString()).hasSizeGreaterThan(10);
        assertThat(job.path("text").asString()).isEmpty();
    }

    @Test
    void aPlaylistsVideosAreJobsOfTheirOwn() throws Exception {
        Answer submitted = app.post(
                "/summarize_async",
                "{\"urls\":[\"https://www.youtube.com/playlist?list=" + Playlist.THREE.id() + "\"],\"model\":\""
                        + TestApp.NORMAL + "\"}");
        String id = submitted.json().path("job_ids").path(0).asString();
        JsonNode playlist = awaitStatus(id, "completed");
        assertThat(playlist.path("kind").asString()).isEqualTo("playlist");
        assertThat(playlist.path("video").isNull()).isTrue();
        assertThat(playlist.path("playlist").path("total").asInt()).isEqualTo(3);
        assertThat(playlist.path("playlist").path("done").asInt()).isEqualTo(3);
        var states = new ArrayList<String>();
        for (JsonNode job : app.get("/jobs").json().path("jobs")) {
            if (job.path("parent").asString("").equals(id)) {
                states.add(job.path("status").asString());
                assertThat(job.path("playlist").path("id").asString()).isEqualTo(Playlist.THREE.id());
            }
        }
        assertThat(states).containsExactlyInAnyOrder("completed", "completed", "failed");
    }

    @Test
    void aCancelledPlaylistTakesItsVideosAlong() throws Exception {
        Answer submitted = app.post(
                "/summarize_async",
                "{\"urls\":\"https://www.youtube.com/playlist?list=" + Playlist.NEWER.id() + "\",\"model\":\""
                        + TestApp.ENDLESS + "\"}");
        String id = submitted.json().path("job_ids").path(0).asString();
        await().until(() -> app.get("/jobs").json().path("jobs").size() == 4);
        app.delete("/jobs/" + id);
        for (JsonNode job : app.get("/jobs").json().path("jobs")) {
            assertThat(job.path("status").asString()).isEqualTo("cancelled");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|No URLs provided",
                "{\"urls\":\"  \"}|400|No URLs provided",
                "{\"urls\":\"https://example.org/watch?v=fineVideo01\"}|400|example.org",
                "{\"urls\":\"https://www.youtube.com/watch?v=fineVideo01\",\"model\":\"none\"}|400|no model",
                "{\"urls\":\"https://www.youtube.com/watch?v=fineVideo01\",\"language\":\"!\"}|400|no language",
                "nonsense|400|JSON object",
                "[]|400|JSON object"
            })
    void aSubmissionThatIsNotAsItShouldBeIsToldWhy(String body, int status, String why) throws Exception {
        Answer answer = app.post("/summarize_async", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").asString()).contains(why);
        assertThat(app.get("/jobs").json().path("jobs").size()).isZero();
    }

    @Test
    void aSessionHasSoManyUnfinishedJobsAndNoMore() throws Exception {
        app.submit(FINE, TestApp.ENDLESS);
        app.submit("vAnother001", TestApp.ENDLESS);
        Answer refused = app.post(
                "/summarize_async",
                "{\"urls\":\"" + TestApp.url("vAnother002") + " " + TestApp.url("vAnother003") + "\",\"model\":\""
                        + TestApp.ENDLESS + "\"}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.json().path("error").asString()).contains("at most 3");
        assertThat(app.get("/jobs").json().path("jobs").size()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsNotFoundInTheShapeOfItsTime() throws Exception {
        app.get("/session");
        assertThat(app.get("/jobs/none").json().path("error").asString()).isEqualTo("Job not found");
        assertThat(app.get("/jobs/none/status").status()).isEqualTo(404);
        assertThat(app.delete("/jobs/none").status()).isEqualTo(404);
        assertThat(app.get("/jobs?status=odd").status()).isEqualTo(400);
        for (Answer answer : List.of(app.get("/summaries/none"), app.get("/summaries/none.md"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        }
        assertThat(app.delete("/summaries/none").status()).isEqualTo(404);
        assertThat(app.get("/summaries?page=0").status()).isEqualTo(400);
    }

    @Test
    void summariesAreFoundByTheirWordsAndDeleted() throws Exception {
        awaitStatus(app.submit(FINE, TestApp.NORMAL), "completed");
        String id = awaitStatus(app.submit("vAnother001", TestApp.NORMAL), "completed")
                .path("summary_id")
                .asString();
        JsonNode found = app.get("/summaries?query=vAnother001").json();
        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.path("pages").asInt()).isEqualTo(1);
        JsonNode one = found.path("summaries").path(0);
        assertThat(one.path("id").asString()).isEqualTo(id);
        assertThat(one.path("video_id").asString()).isEqualTo("vAnother001");
        assertThat(one.path("excerpt").asString())
                .doesNotContain("*", "#", "\n")
                .hasSizeGreaterThan(50);
        assertThat(app.delete("/summaries/" + id).status()).isEqualTo(204);
        assertThat(app.get("/summaries").json().path("total").asInt()).isEqualTo(1);
        assertThat(app.get("/summaries?query=nothing-of-the-kind")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }
}
