package io.longwire.summarizer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.summarizer.EventReader;
import io.longwire.summarizer.TestApp;
import io.longwire.summarizer.TestApp.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who is let in, and what of others one gets to see: nothing. */
@Timeout(60)
class AccessOverHttpTest {
    private static final String CODE = "{\"code\":\"open-sesame\"}";
    private static final String ORDER =
            "{\"urls\":\"" + TestApp.url("fineVideo01") + "\",\"model\":\"" + TestApp.SLOW + "\"}";

    @TempDir
    Path folder;

    private TestApp app;

    private TestApp start(String... settings) throws Exception {
        app = new TestApp(folder, settings);
        return app;
    }

    private TestApp withCode() throws Exception {
        return start("SUMMARIZER_ACCESS_CODE=open-sesame");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void withACodeNobodyGetsAnythingBeforeTheLogin() throws Exception {
        withCode();
        JsonNode session = app.get("/session").json();
        assertThat(session.path("submitting").asString()).isEqualTo("login");
        assertThat(session.path("logged_in").asBoolean()).isFalse();
        assertThat(app.cookie()).isEmpty();
        for (Answer answer : List.of(
                app.post("/summarize_async", ORDER),
                app.get("/jobs"),
                app.get("/jobs/x"),
                app.delete("/jobs/x"),
                app.get("/summaries"),
                app.get("/summaries/x"),
                app.delete("/summaries/x"))) {
            assertThat(answer.status()).isEqualTo(401);
        }
        Answer login = app.post("/login", CODE);
        assertThat(login.status()).isEqualTo(204);
        assertThat(login.header("Set-Cookie"))
                .startsWith("summarizer_session=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        session = app.get("/session").json();
        assertThat(session.path("logged_in").asBoolean()).isTrue();
        assertThat(session.path("topic").asString())
                .isEqualTo("sessions/" + session.path("session_id").asString());
        assertThat(app.get("/jobs").status()).isEqualTo(200);
        String kept = app.cookie();
        assertThat(app.post("/logout", "{}").status()).isEqualTo(204);
        app.useCookie(kept);
        assertThat(app.get("/jobs").status()).isEqualTo(401);
        app.restart();
        assertThat(app.get("/jobs").status()).isEqualTo(401);
    }

    @Test
    void aCookieCountsAfterARestartAndNoMoreOnceItOrTheCodeIsAnother() throws Exception {
        withCode();
        app.post("/login", CODE);
        String cookie = app.cookie();
        app.restart();
        assertThat(app.get("/jobs").status()).isEqualTo(200);
        char last = cookie.charAt(cookie.length() - 1);
        app.useCookie(cookie.substring(0, cookie.length() - 1) + (last == '0' ? '1' : '0'));
        assertThat(app.get("/jobs").status()).isEqualTo(401);
        app.close();
        start("SUMMARIZER_ACCESS_CODE=another-code");
        app.useCookie(cookie);
        assertThat(app.get("/jobs").status()).isEqualTo(401);
    }

    @Test
    void anAddressThatGuessesIsLockedOutAndOthersAreNot() throws Exception {
        withCode();
        for (int i = 0; i < 5; i++) {
            Answer wrong = app.post("/login", "{\"code\":\"guess\"}", "X-Forwarded-For", "192.0.2.1");
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
        }
        Answer locked = app.post("/login", CODE, "X-Forwarded-For", "192.0.2.1");
        assertThat(locked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(800, 901);
        assertThat(app.post("/login", CODE, "X-Forwarded-For", "192.0.2.2").status())
                .isEqualTo(204);
        assertThat(app.post("/login", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void theCookieIsSecureWhereTheBrowserCameByHttps() throws Exception {
        withCode();
        assertThat(app.post("/login", CODE, "X-Forwarded-Proto", "https").header("Set-Cookie"))
                .contains("; Secure");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Accept, */*, 200"
    })
    void onlyTheApplicationsOwnPagesChangeSomething(String header, String value, int status) throws Exception {
        withCode();
        app.post("/login", CODE);
        assertThat(app.post("/summarize_async", ORDER, header, value).status()).isEqualTo(status);
        int deleted = app.delete("/jobs/none", header, value).status();
        assertThat(deleted).isEqualTo(status == 200 ? 404 : 403);
    }

    @Test
    void whatAFormCanSendIsNotTaken() throws Exception {
        withCode();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            assertThat(app.send("POST", "/login", CODE, "Content-Type", type).status())
                    .isEqualTo(415);
        }
        assertThat(app.post("/login", CODE, "Origin", "http://localhost:" + app.port())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aSessionReadsItsOwnJobsAndTopicAndNobodyElses() throws Exception {
        withCode();
        app.post("/login", CODE);
        String id = app.submit("fineVideo01", TestApp.SLOW);
        String own = app.get("/session").json().path("topic").asString();
        assertThat(stream("?topic=jobs/" + id)).isEqualTo(200);
        assertThat(stream("?topic=jobs/" + id + "&topic=" + own)).isEqualTo(200);
        assertThat(stream("?topic=jobs/*")).isEqualTo(403);
        assertThat(stream("?topic=jobs/**")).isEqualTo(403);
        assertThat(stream("?topic=**")).isEqualTo(403);
        assertThat(stream("?topic=sessions/*")).isEqualTo(403);
        app.forgetCookie();
        assertThat(stream("?topic=jobs/" + id)).isEqualTo(403);
        app.post("/login", CODE);
        assertThat(stream("?topic=jobs/" + id)).isEqualTo(403);
        assertThat(stream("?topic=jobs/" + id + "&lastEventId=earliest")).isEqualTo(403);
        assertThat(stream("?topic=" + own)).isEqualTo(403);
        assertThat(app.get("/jobs/" + id).status()).isEqualTo(404);
        assertThat(app.delete("/jobs/" + id).status()).isEqualTo(404);
        assertThat(app.get("/jobs").json().path("jobs").size()).isZero();
    }

    private int stream(String query) throws Exception {
        return app.send("HEAD", "/sse" + query, "", "Accept", "text/event-stream")
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/sse"})
    void aBareStreamIsTheSessionsOwn(String path) throws Exception {
        withCode();
        app.post("/login", CODE);
        try (EventReader stream = app.events(path)) {
            stream.until("connected");
            String id = app.submit("fineVideo01", TestApp.NORMAL);
            List<EventReader.Event> events = stream.until("summary_complete");
            EventReader.Event complete = events.get(events.size() - 1);
            assertThat(complete.json().path("job_id").asString()).isEqualTo(id);
            assertThat(complete.json().path("source").asString()).isEqualTo("generated");
            assertThat(events.stream()
                            .filter(e -> e.type().equals("summary_progress"))
                            .map(e -> e.json().path("status").asString()))
                    .contains("starting", "processing");
        }
    }

    @Test
    void openMeansEverybodyAndTheBroadcast() throws Exception {
        start("SUMMARIZER_OPEN=true");
        try (EventReader stream = app.events("/events")) {
            stream.until("connected");
            Answer submitted = app.post("/summarize_async", ORDER, "X-Forwarded-For", "192.0.2.1");
            assertThat(submitted.status()).isEqualTo(200);
            assertThat(app.cookie()).startsWith("summarizer_session=");
            stream.until("summary_progress");
        }
        JsonNode session = app.get("/session").json();
        assertThat(session.path("submitting").asString()).isEqualTo("open");
        assertThat(session.path("topic").asString()).isEqualTo("broadcast");
        assertThat(app.post("/login", CODE).status()).isEqualTo(409);
    }

    @Test
    void withoutEitherOnlyThisMachineIsLetIn() throws Exception {
        start();
        assertThat(app.get("/session").json().path("submitting").asString()).isEqualTo("open");
        Answer closed = app.get("/session", "X-Forwarded-For", "192.0.2.1");
        assertThat(closed.json().path("submitting").asString()).isEqualTo("closed");
        assertThat(closed.json().path("opens_with").asString())
                .isEqualTo("SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN=true");
        Answer refused = app.post("/summarize_async", ORDER, "X-Forwarded-For", "192.0.2.1");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("error").asString()).contains("SUMMARIZER_ACCESS_CODE");
        assertThat(app.get("/summaries", "Forwarded", "for=192.0.2.1").status()).isEqualTo(403);
    }

    @Test
    void aKeyThatIsMissingOrRefusedIsSaidAtTheSubmission() throws Exception {
        start("OPENAI_API_KEY=", "ANTHROPIC_API_KEY=wrong-key", "SUMMARIZER_DEMO=true");
        JsonNode models = app.get("/models").json();
        assertThat(models.path("missing_keys").size()).isEqualTo(1);
        assertThat(models.path("missing_keys").path(0).asString()).isEqualTo("OPENAI_API_KEY");
        assertThat(models.path("demo").asBoolean()).isTrue();
        Answer missing = app.post("/summarize_async", ORDER);
        assertThat(missing.status()).isEqualTo(409);
        assertThat(missing.json().path("error").asString()).contains("OPENAI_API_KEY", "not set");
        Answer refused = app.post("/summarize_async", ORDER.replace(TestApp.SLOW, "stand-in-anthropic-normal"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("error").asString())
                .contains("ANTHROPIC_API_KEY")
                .doesNotContain("wrong-key");
        String demo = app.submit("removedVid1", "demo"); // it asks nobody
        await().until(() ->
                app.get("/jobs/" + demo).json().path("text").asString().length() > 10);
    }
}
