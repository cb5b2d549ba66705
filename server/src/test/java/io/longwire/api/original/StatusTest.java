package io.longwire.api.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's {@code GET /events/status}. */
class StatusTest {
    private LongwireServer server;
    private final List<HttpSocket> open = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(settings()
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_SHARDS, "3")
                .build());
    }

    private static Settings.Builder settings() {
        return Settings.builder().set(Setting.SSE_PORT, "0");
    }

    @AfterEach
    void stop() throws IOException {
        for (HttpSocket http : open) {
            http.close();
        }
        server.close();
    }

    private Response status(String query, String... headers) throws IOException {
        return HttpSocket.request(server.port(), "GET", "/events/status" + query, "", headers);
    }

    private void open(String... targets) throws IOException {
        for (String target : targets) {
            var http = new HttpSocket(server.port());
            open.add(http);
            http.send(HttpSocket.text("GET", target, "")).readHead();
        }
        await().until(() -> server.hub().openStreams() == open.size());
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        assertThat(status("").body()).isEqualTo("{\"total_connections\":0,\"connections\":[],\"next\":null}");
    }

    @Test
    void describesEachStreamInTheOriginalsShape() throws IOException {
        Instant before = Instant.now();
        open("/events?subscribe=system,admin&client_id=x");
        Response answer = status("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        String time = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\"";
        assertThat(answer.body())
                .matches("\\{\"total_connections\":1,\"connections\":\\[\\{\"connection_id\":\"[^\"]+\","
                        + "\"session_id\":null,\"user_ip\":\"127.0.0.1\",\"created_at\":" + time
                        + ",\"last_activity\":" + time + ",\"is_active\":true,"
                        + "\"subscriptions\":\\[\"admin\",\"system\"],\"queue_size\":0}],\"next\":null}");
        String created = all("\"created_at\":\"([^\"]+)\"", answer.body()).get(0);
        assertThat(Duration.between(before, Instant.parse(created)).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void namesAStreamAsItsConnectedDid() throws IOException {
        open("/sse?topic=any");
        String listed = status("").body();
        assertThat(listed).contains("\"subscriptions\":[\"*\"]");
        server.close();
        String id = all("\"connection_id\":\"([^\"]+)\"", listed).get(0);
        assertThat(open.get(0).readRest()).contains("\"connection_id\":\"" + id + "\"");
    }

    @Test
    void listsPageByPageAndEachStreamOnce() throws IOException {
        for (int i = 0; i < 10; i++) {
            open("/events", "/sse?topic=t" + i);
        }
        assertThat(all("\"connection_id\":\"([^\"]+)\"", status("").body()))
                .doesNotHaveDuplicates()
                .hasSize(20);
        var found = new ArrayList<String>();
        String query = "?limit=7";
        for (int page = 0; query != null; page++) {
            assertThat(page).isLessThan(5);
            String body = status(query).body();
            assertThat(body).contains("\"total_connections\":20");
            List<String> ids = all("\"connection_id\":\"([^\"]+)\"", body);
            assertThat(ids).hasSizeLessThanOrEqualTo(7);
            found.addAll(ids);
            List<String> next = all("\"next\":\"([^\"]+)\"", body);
            query = next.isEmpty() ? null : "?limit=7&cursor=" + next.get(0);
        }
        assertThat(found).doesNotHaveDuplicates().hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?limit=1&limit=2",
                "?cursor=",
                "?cursor=x",
                "?cursor=1.2",
                "?cursor=3.0.0",
                "?cursor=-1.0.0",
                "?cursor=0.0.9999999999",
                "?cursor=%ff"
            })
    void saysWhatIsWrongInTheOriginalsShape(String query) throws IOException {
        Response answer = status(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.-1.-1", "0.0.-1", "2.2147483647.2147483647", "1.5.5"})
    void aPlaceThatIsGoneIsNoMistake(String cursor) throws IOException {
        open("/sse", "/sse", "/events");
        assertThat(status("?cursor=" + cursor).body()).startsWith("{\"total_connections\":3,");
    }

    @Test
    void isClosedWithoutAKeyAndOpenToWhoShowsIt() throws IOException {
        server.close();
        server = LongwireServer.start(settings().build());
        Response closed = status("");
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.body()).startsWith("{\"error\":\"");
        server.close();
        server = LongwireServer.start(settings()
                .set(Setting.SSE_PUBLISH_KEY, "secret")
                .set(Setting.SSE_SUBSCRIBE_KEY, "reader")
                .build());
        assertThat(status("", "Authorization: Bearer reader").status()).isEqualTo(401);
        assertThat(status("").body()).startsWith("{\"error\":\"");
        assertThat(status("", "Authorization: Bearer secret").status()).isEqualTo(200);
    }
}
