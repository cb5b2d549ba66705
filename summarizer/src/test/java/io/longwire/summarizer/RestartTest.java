package io.longwire.summarizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.standin.ModelProviders;
import io.longwire.summarizer.standin.VideoService;
import io.longwire.summarizer.store.Database;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.Status;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The application as a process: killed in the middle of a job, and started again. */
@Timeout(90)
class RestartTest {
    private static final Pattern LISTENS = Pattern.compile("listens on /?127\\.0\\.0\\.1:(\\d+)");
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private final VideoService videos = new VideoService();
    private final ModelProviders providers = new ModelProviders();
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private Path log;
    private int port;
    private String cookie = "";
    private int starts;

    @AfterEach
    void stop() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        providers.close();
        videos.close();
    }

    private void start(String... more) throws IOException {
        Map<String, String> environment = TestApp.environment(folder, videos, providers);
        for (String setting : more) {
            environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        log = folder.resolve("log-" + starts++);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")
                                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> LISTENS.matcher(Files.readString(log)).find());
        Matcher listens = LISTENS.matcher(Files.readString(log));
        assertThat(listens.find()).isTrue();
        port = Integer.parseInt(listens.group(1));
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly(); // SIGKILL
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private JsonNode get(String path) throws Exception {
        return Json.read(client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", JSON);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private String submit(String model) throws Exception {
        String order = "{\"urls\":\"" + TestApp.url("fineVideo01") + "\",\"model\":\"" + model + "\"}";
        HttpResponse<String> answer = client.send(
                request("/summarize_async")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(given -> cookie = given.split(";", 2)[0]);
        return Json.read(answer.body()).path("job_ids").path(0).asString();
    }

    @Test
    void aJobThatWasUnderWayWhenTheProcessWasKilledIsTakenUpAgainAndSaysSo() throws Exception {
        start();
        String done = submit(TestApp.NORMAL);
        await().until(() -> get("/jobs/" + done).path("status").asString(), "completed"::equals);
        String id = submit(TestApp.SLOW);
        await().until(() -> get("/jobs/" + id).path("text").asString().length() > 50);
        String before = get("/jobs/" + id).path("text").asString();
        kill();

        start();
        List<EventReader.Event> events;
        HttpRequest request =
                request("/sse?topic=jobs/" + id + "&lastEventId=earliest").build();
        try (EventReader stream = EventReader.open(client, request)) {
            events = stream.until("end");
        }
        assertThat(events)
                .filteredOn(e -> e.type().equals("restart"))
                .first()
                .satisfies(e -> assertThat(e.json().path("reason").asString()).isEqualTo("server_restarted"));
        String whole = EventReader.text("what an open page showed", events);
        assertThat(whole).startsWith(before).contains("## Point 3");
        JsonNode job = get("/jobs/" + id);
        assertThat(job.path("status").asString()).isEqualTo("completed");
        assertThat(job.path("text").asString()).isEqualTo(whole);
        assertThat(get("/jobs/" + done).path("text").asString()).isEqualTo(whole);
        assertThat(get("/summaries").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefusedAndAnOrderlyStopIsZero() throws Exception {
        start();
        var second = new ProcessBuilder(
                        process.info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        second.environment().putAll(TestApp.environment(folder, videos, providers));
        Process refused = second.start();
        String said = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(refused.waitFor()).isEqualTo(2);
        assertThat(said)
                .contains("SUMMARIZER_DATA=", "another process is using it")
                .doesNotContain("\tat ");
        String id = submit(TestApp.ENDLESS);
        await().until(() -> get("/jobs/" + id).path("text").asString().length() > 10);
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        try (Database database = Database.open(folder.resolve("data"))) {
            Status left = new JobStore(database, Clock.systemUTC())
                    .find(id)
                    .orElseThrow()
                    .status();
            assertThat(left).isEqualTo(Status.IN_PROGRESS);
        }
    }
}
