package io.longwire.api.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's {@code POST /events/broadcast}; what was published is read back as a stream of what is held. */
class BroadcastTest {
    private static final String JSON = "Content-Type: application/json";

    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(settings().set(Setting.SSE_DEV, "on").build());
    }

    private static Settings.Builder settings() {
        return Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_LOG_BYTES, "1MiB")
                .set(Setting.SSE_MAX_EVENT_BYTES, "1000")
                .set(Setting.SSE_MAX_BATCH_BYTES, "4KiB");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response broadcast(String body, String... headers) throws IOException {
        return HttpSocket.request(server.port(), "POST", "/events/broadcast", body, headers);
    }

    /** All that is held, without ids and chunks; the topic is ended first, so that the stream has an end. */
    private String held() throws IOException {
        HttpSocket.request(
                server.port(),
                "POST",
                "/publish",
                "topic=broadcast&end=1",
                "Content-Type: application/x-www-form-urlencoded");
        String all = HttpSocket.request(server.port(), "GET", "/sse?lastEventId=earliest", "", "X: y")
                .body();
        return all.replaceAll("(?m)^id: \\d+-\\d+-\\w+\\n", "").replaceAll("\\r\\n[0-9a-f]+\\r\\n", "");
    }

    @Test
    void publishesToEverybodyAndSaysHowManyThereAre() throws IOException {
        try (var one = new HttpSocket(server.port());
                var two = new HttpSocket(server.port())) {
            one.send(HttpSocket.text("GET", "/sse", "")).readHead();
            two.send(HttpSocket.text("GET", "/events?subscribe=test", "")).readHead();
            await().until(() -> server.hub().openStreams() == 2);
            Response answer = broadcast("""
                    {"event_type": "test", "data": {"message": "hé", "n": 1.50},
                     "session_filter": null, "subscription_filter": null}""", JSON);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"success\":true,\"message\":\"Broadcasted test event\",\"total_connections\":2}");
            held();
            String event = "event: test\ndata: {\"message\":\"hé\",\"n\":1.50}\nid: ";
            assertThat(one.readRest()).contains(event);
            assertThat(two.readRest()).contains(event);
        }
    }

    @Test
    void dataIsJsonWhateverItIs() throws IOException {
        broadcast("{\"event_type\":\"system\",\"data\":\"te\\\"xt\"}", JSON);
        broadcast("{\"data\":[1,null],\"event_type\":\"admin\"}", JSON);
        broadcast("{\"event_type\":\"summary_progress\",\"data\":null}", JSON);
        assertThat(held())
                .contains("event: system\ndata: \"te\\\"xt\"\n\n")
                .contains("event: admin\ndata: [1,null]\n\n")
                .contains("event: summary_progress\ndata: null\n\n");
    }

    @Test
    void whatIsLeftOutIsATestWithNothingInIt() throws IOException {
        assertThat(broadcast("{}", JSON).body()).contains("Broadcasted test event");
        assertThat(broadcast("{\"event_type\":null}").status()).isEqualTo(200);
        assertThat(held()).containsSubsequence("event: test\ndata: {}\n\n", "event: test\ndata: {}\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"system\"", "[\"system\"]", "null"})
    void takesAFilterThatIsFulfilledAnyway(String filter) throws IOException {
        Response answer = broadcast("{\"subscription_filter\":" + filter + ",\"event_type\":\"system\"}", JSON);
        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event_type\":\"connected\"}|event_type 'connected' is not allowed; allowed are test, system,",
                "{\"event_type\":\"\"}|event_type '' is not allowed",
                "{\"event_type\":7}|event_type is a string",
                "{\"session_filter\":\"s-1\"}|session_filter is null: streams have no session here",
                "{\"session_filter\":[]}|session_filter is null",
                "{\"subscription_filter\":\"system\"}|subscription_filter is null or names the event_type alone",
                "{\"subscription_filter\":[\"test\",\"system\"]}|subscription_filter is null or names the event_type alone",
                "{\"subscription_filter\":[]}|subscription_filter is null or names the event_type alone",
                "{\"subscription_filter\":[1]}|subscription_filter is a string, an array of strings, or null",
                "{\"topic\":\"x\"}|unknown field 'topic'; the fields are event_type, data,",
                "{\"data\":1,\"data\":2}|field 'data' stands twice",
                "{\"data\":\"\\ud800\"}|data is not valid Unicode",
                "{\"data\":{\"a\":1}|not well-formed JSON (line 1, column ",
                "{\"data\":1} x|not well-formed JSON",
                "{\"data\":1} 2|something follows the JSON value",
                "[]|the body is a JSON object with the fields event_type, data,",
                "null|the body is a JSON object",
                "event_type=test|not well-formed JSON",
            })
    void saysWhatIsWrongInTheOriginalsShape(String body, String error) throws IOException {
        Response answer = broadcast(body, JSON);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).startsWith("{\"error\":\"" + error).endsWith("\"}");
        assertThat(server.hub().log().view().appended()).isZero();
    }

    @Test
    void wantsABodyOfJson() throws IOException {
        assertThat(broadcast("").body()).startsWith("{\"error\":\"the body is a JSON object");
        Response form = broadcast("{}", "Content-Type: application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.body()).isEqualTo("{\"error\":\"the body is JSON: send Content-Type: application/json\"}");
        try (var http = new HttpSocket(server.port())) {
            http.send("POST /events/broadcast HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");
            Response odd = http.send(new byte[] {'"', (byte) 0xFF}).read();
            assertThat(odd.status()).isEqualTo(400);
            assertThat(odd.body()).isEqualTo("{\"error\":\"the JSON is not UTF-8\"}");
            // The connection goes on.
            assertThat(http.send(HttpSocket.text("POST", "/events/broadcast", "{}", JSON))
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void boundsWhatItTakes() throws IOException {
        Response event = broadcast("{\"data\":\"" + "x".repeat(1000) + "\"}", JSON);
        assertThat(event.status()).isEqualTo(413);
        assertThat(event.body()).startsWith("{\"error\":\"").contains("SSE_MAX_EVENT_BYTES");
        Response body = broadcast(" ".repeat(4097), JSON);
        assertThat(body.status()).isEqualTo(413);
        assertThat(body.body()).startsWith("{\"error\":\"").contains("SSE_MAX_BATCH_BYTES");
        try (var http = new HttpSocket(server.port())) {
            http.send("POST /events/broadcast HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send("1001\r\n" + " ".repeat(4097) + "\r\n");
            Response chunks = http.read();
            assertThat(chunks.status()).isEqualTo(413);
            assertThat(chunks.body()).startsWith("{\"error\":\"").contains("SSE_MAX_BATCH_BYTES");
        }
    }

    @Test
    void saysThatTheTopicHasEnded() throws IOException {
        held();
        Response answer = broadcast("{}", JSON);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"error\":\"topic 'broadcast' has ended\"}");
    }

    @Test
    void isClosedWithoutAKeyAndOpenToWhoShowsIt() throws IOException {
        server.close();
        server = LongwireServer.start(settings().build());
        Response closed = broadcast("{}", JSON);
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.body()).startsWith("{\"error\":\"publishing is closed: set SSE_PUBLISH_KEY");
        server.close();
        server = LongwireServer.start(
                settings().set(Setting.SSE_PUBLISH_KEY, "secret").build());
        Response unknown = broadcast("{}", JSON, "Authorization: Bearer wrong");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("WWW-Authenticate")).isNotNull();
        assertThat(unknown.body()).startsWith("{\"error\":\"");
        assertThat(broadcast("{}", JSON, "Authorization: Bearer secret").status())
                .isEqualTo(200);
    }
}
