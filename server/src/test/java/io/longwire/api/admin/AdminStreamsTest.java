package io.longwire.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and publishing on the port for operators, and the topic of the server's own numbers. */
@Timeout(60)
class AdminStreamsTest {
    private static final String STATS = "/sse?topic=longwire/stats";
    private static final Map<Setting, String> DEV = Map.of(Setting.SSE_DEV, "on");
    private static final Map<Setting, String> KEYS =
            Map.of(Setting.SSE_PUBLISH_KEY, "publish", Setting.SSE_SUBSCRIBE_KEY, "read");
    private static final String READ = "Authorization: Bearer read";
    private static final String PUBLISH = "Authorization: Bearer publish";

    private LongwireServer server;

    private void start(Map<Setting, String> more) throws IOException {
        server = LongwireServer.start(Settings.builder()
                .setAll(Map.of(
                        Setting.SSE_PORT, "0",
                        Setting.SSE_ADMIN_PORT, "any",
                        Setting.SSE_SHARDS, "2",
                        Setting.SSE_DRAIN_SECONDS, "1s"))
                .setAll(more)
                .build());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private int admin() {
        return server.adminAddress().getPort();
    }

    private static HttpSocket stream(int port, String path, String... headers) throws IOException {
        HttpSocket stream = new HttpSocket(port).send(HttpSocket.text("GET", path, "", headers));
        stream.readTo("event: connected");
        return stream;
    }

    private static Response get(int port, String path, String... headers) throws IOException {
        return HttpSocket.request(port, "GET", path, "", headers);
    }

    private Response publish(int port, String topic, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        return HttpSocket.request(port, "POST", "/publish", "topic=" + topic + "&data=x", all.toArray(String[]::new));
    }

    private FlatJson json(int port, String path, String... headers) throws IOException {
        return FlatJson.of(get(port, path, headers).body());
    }

    @Test
    void tellsTheNumbersOnceASecondWhileSomebodyReadsThem() throws IOException {
        start(DEV);
        try (HttpSocket client = stream(server.port(), "/sse?topic=demo");
                HttpSocket watcher = stream(admin(), STATS)) {
            server.publish(Event.of("demo", null, "hello")).join();
            client.readTo("hello");
            watcher.readTo("event: stats\n");
            watcher.readTo("event: stats\ndata: ");
            FlatJson stats = FlatJson.of(watcher.readLine());
            assertThat(stats.text("status")).isEqualTo("healthy");
            assertThat(stats.number("connections.active")).isEqualTo(1);
            assertThat(stats.number("totals.events")).isGreaterThanOrEqualTo(2);
            assertThat(stats.number("totals.deliveries")).isGreaterThanOrEqualTo(2);
            assertThat(stats.number("log.max_bytes")).isGreaterThan(0);
            assertThat(stats.number("log.topics")).isEqualTo(2);
            assertThat(stats.number("memory.heap_bytes")).isGreaterThan(0);
            assertThat(stats.number("cpu_cores")).isGreaterThanOrEqualTo(0);
            assertThat(stats.number("success_rate")).isEqualTo(1);
            watcher.readTo("id: ");
        }
    }

    @Test
    @SuppressWarnings("try") // that they are open is all there is to do with them
    void publishesNothingWhileNobodyWatches() throws IOException {
        start(DEV);
        // Streams of other topics, patterns too, are no reason; the sampler goes round some times meanwhile.
        try (HttpSocket client = stream(server.port(), "/sse?topic=**");
                HttpSocket console = stream(admin(), "/sse?topic=demo&topic=**&topic=longwire")) {
            Awaitility.await()
                    .during(2500, TimeUnit.MILLISECONDS)
                    .until(() -> server.stats().eventsPublished() == 0);
        }
        assertThat(server.hub().log().view().events()).isZero();

        try (HttpSocket watcher = stream(admin(), STATS)) {
            watcher.readTo("event: stats");
        }
        Awaitility.await().until(() -> server.hub().openStreams() == 0);
        long published = server.stats().eventsPublished();
        Awaitility.await()
                .during(2500, TimeUnit.MILLISECONDS)
                // One may have been under way.
                .until(() -> server.stats().eventsPublished() <= published + 1);
    }

    @Test
    void aPatternThatNamesItIsAWatcherToo() throws IOException {
        start(DEV);
        try (HttpSocket watcher = stream(admin(), "/sse?topic=demo&topic=longwire/*")) {
            watcher.readTo("event: stats");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "longwire/stats,403",
        "longwire/**,403",
        "longwire/*,403",
        "longwire/anything,403",
        "longwire/stats&topic=broadcast,403"
    })
    void clientsMayNotReadIt(String topic, int status) throws IOException {
        start(DEV);
        Response refused = get(server.port(), "/sse?topic=" + topic);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body()).contains("the server's own").contains("SSE_ADMIN_PORT");
    }

    @Test
    void aKeyDoesNotOpenItToClients() throws IOException {
        start(KEYS);
        assertThat(get(server.port(), STATS, READ).status()).isEqualTo(403);
        assertThat(get(server.port(), STATS).status()).isEqualTo(403);
    }

    @Test
    void patternsOfClientsDoNotMatchIt() throws IOException {
        start(DEV);
        try (HttpSocket client = stream(server.port(), "/sse?topic=**&topic=*/stats");
                HttpSocket watcher = stream(admin(), STATS)) {
            watcher.readTo("event: stats");
            watcher.readTo("event: stats");
            String id = server.publish(Event.of("demo", null, "mine")).join();
            client.readTo("data: ");
            client.readTo("data: ");
            assertThat(client.readLine()).isEqualTo("mine");
            assertThat(client.readLine()).isEqualTo("id: " + id);
        }
        // Nor does the past that they ask for.
        try (HttpSocket client = stream(server.port(), "/sse?topic=**&last=10")) {
            client.readTo("data: ");
            client.readTo("data: ");
            assertThat(client.readLine()).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyPublishesToItOverHttp(boolean operators) throws IOException {
        start(DEV);
        int port = operators ? admin() : server.port();
        Response refused = publish(port, "longwire/stats");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains("'longwire/stats' may not be published to")
                .contains("the server's own");
        assertThat(publish(port, "demo&topic=longwire/x").status()).isEqualTo(403);
        String json = "{\"topic\":\"longwire/stats\",\"end\":true}";
        for (String type : List.of("application/json", "application/x-ndjson")) {
            assertThat(HttpSocket.request(port, "POST", "/publish", json, "Content-Type: " + type)
                            .status())
                    .as(type)
                    .isEqualTo(403);
        }
        assertThat(HttpSocket.request(port, "POST", "/publish?topic=longwire/stats", "text", "Content-Type: text/plain")
                        .status())
                .isEqualTo(403);
        assertThat(server.stats().eventsPublished()).isZero();
        // Only what lies under it is the server's.
        assertThat(publish(port, "longwire").status()).isEqualTo(200);
    }

    @Test
    void operatorsNeedTheSameKeysForEverythingElse() throws IOException {
        start(KEYS);
        assertThat(get(admin(), "/sse?topic=demo").status()).isEqualTo(401);
        assertThat(get(admin(), "/sse?topic=demo&topic=longwire/stats").status())
                .isEqualTo(401);
        assertThat(publish(admin(), "demo").status()).isEqualTo(401);
        try (HttpSocket open = stream(admin(), "/sse?topic=broadcast");
                HttpSocket withKey = stream(admin(), "/sse?topic=demo", "Cookie: sse_key=read")) {
            assertThat(publish(admin(), "demo", PUBLISH).status()).isEqualTo(200);
            withKey.readTo("data: x");
            assertThat(publish(server.port(), "broadcast", PUBLISH).status()).isEqualTo(200);
            open.readTo("data: x");
        }
    }

    @Test
    void saysBeforehandWhatIsOpen() throws IOException {
        start(KEYS);
        FlatJson info = json(admin(), "/ops/info");
        assertThat(info.text("log")).isEqualTo(server.hub().log().tag());
        assertThat(info.text("version")).isNotEmpty();
        assertThat(info.text("newest_id")).endsWith(server.hub().log().tag());
        assertThat(info.text("read.access")).isEqualTo("key");
        assertThat(info.text("read.topics.1")).isEqualTo("public/**");
        assertThat(info.text("publish.access")).isEqualTo("key");
        assertThat(info.text("publish.detail")).contains("needs a key");
        FlatJson withKey = json(admin(), "/ops/info", "Cookie: sse_key=read");
        assertThat(withKey.text("read.access")).isEqualTo("open");
        server.close();

        start(Map.of());
        FlatJson closed = json(admin(), "/ops/info");
        assertThat(closed.text("publish.access")).isEqualTo("closed");
        assertThat(closed.text("publish.detail")).contains("SSE_PUBLISH_KEY");
        assertThat(closed.text("read.access")).isEqualTo("closed");
        server.close();

        start(DEV);
        FlatJson dev = json(admin(), "/ops/info");
        assertThat(dev.text("publish.access")).isEqualTo("open");
        assertThat(dev.text("read.access")).isEqualTo("open");
        assertThat(get(server.port(), "/ops/info").status()).isEqualTo(404);
    }

    @Test
    void operatorsTakeNoPlaceOfAClientAndChangeNoNumberOfTheirs() throws IOException {
        start(Map.of(Setting.SSE_DEV, "on", Setting.SSE_MAX_CONNECTIONS, "1", Setting.SSE_MAX_CONNECTIONS_PER_IP, "1"));
        var streams = new ArrayList<HttpSocket>();
        try {
            for (int i = 0; i < 8; i++) {
                streams.add(stream(admin(), "/sse?topic=demo"));
            }
            assertThat(get(admin(), "/sse?topic=demo").status()).isEqualTo(503);
            FlatJson connections = json(server.port(), "/sse/health");
            assertThat(connections.number("connections.active")).isZero();
            assertThat(connections.number("connections.peak")).isZero();
            assertThat(connections.number("connections.total")).isZero();
            assertThat(connections.number("connections.rejected")).isZero();
            streams.add(stream(server.port(), "/sse?topic=demo"));
            assertThat(get(server.port(), "/sse?topic=demo").status()).isEqualTo(503);
            connections = json(admin(), "/sse/health");
            assertThat(connections.number("connections.active")).isEqualTo(1);
            assertThat(connections.number("connections.rejected")).isEqualTo(1);
            assertThat(json(admin(), "/sse/status?list=connections").number("connections.total"))
                    .isEqualTo(9);
        } finally {
            for (HttpSocket stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void aDrainEndsThemInOrder() throws Exception {
        start(DEV);
        try (HttpSocket watcher = stream(admin(), STATS)) {
            watcher.readTo("event: stats");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(watcher.readRest()).endsWith("0\r\n\r\n");
            closing.get(30, TimeUnit.SECONDS);
        }
    }
}
