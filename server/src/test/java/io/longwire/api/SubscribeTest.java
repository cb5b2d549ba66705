package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided at the door of {@code /sse}; what streams carry afterwards is the contract tests' matter. */
class SubscribeTest {
    @RegisterExtension
    private final TestServer server = new TestServer();

    private void publish(String topic, String data, boolean end) {
        server.publish(new Event(List.of(topic), null, data, null, -1, end));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic=a//b",
                "topic=",
                "topic=a*",
                "topic=%ff",
                "heartbeat=loud",
                "envelope=zstd",
                "last=0",
                "last=100001",
                "last=x",
                "since=yesterday",
                "last=1&since=5m",
                "last=1&last=2"
            })
    void refusesWhatMakesNoSense(String query) throws IOException {
        Response answer = server.get("/sse?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void boundsTopicsOfAStream() throws IOException {
        var query = new StringBuilder("/sse?");
        for (int i = 0; i <= 100; i++) {
            query.append("topic=t").append(i).append('&');
        }
        assertThat(server.get(query.toString()).body()).contains("SSE_MAX_TOPICS_PER_STREAM");
    }

    @Test
    void refusesWhoRefusesEventStreams() throws IOException {
        assertThat(server.get("/sse", "Accept: application/json").status()).isEqualTo(406);
        assertThat(server.request("HEAD", "/sse", "", "Accept: text/event-stream;q=0")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void aFreshStreamOfAnEndedTopicTellsItsEndAndAReconnectIsOver() throws IOException {
        publish("a", "x", true);
        String end = server.headId();
        Response fresh = server.get("/sse?topic=a");
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.body())
                .contains("retry: 3000\n")
                .contains("event: connected\n")
                .contains("event: end\ndata: {\"topic\":\"a\"}\nid: " + end + "\n\n")
                .endsWith("\r\n0\r\n\r\n");
        assertThat(server.get("/sse?topic=a", "Last-Event-ID: " + end).status()).isEqualTo(204);
    }

    @Test
    void replaysWhatWasAskedForBeforeTheEnd() throws IOException {
        publish("a", "one", false);
        publish("a", "two", false);
        publish("a", "three", true);
        assertThat(server.get("/sse?topic=a&last=2").body())
                .doesNotContain("data: one")
                .contains("data: two")
                .contains("data: three")
                .contains("event: end")
                .endsWith("\r\n0\r\n\r\n");
        assertThat(server.get("/sse?topic=a&since=1h").body())
                .contains("data: one")
                .contains("event: end");
        assertThat(server.get("/sse?topic=a&since=1970-01-01T00:00:00%2B01:00").body())
                .contains("data: one");
        assertThat(server.get("/sse?topic=a&since=0&types=other").body())
                .doesNotContain("data: one")
                .contains("event: end");
    }

    @Test
    void theHeaderGoesBeforeTheParameterAndBothBeforeTheWindow() throws IOException {
        publish("a", "one", false);
        String one = server.headId();
        publish("a", "two", true);
        assertThat(server.get("/sse?topic=a&last-event-id=earliest&last=1", "Last-Event-ID: " + one)
                        .body())
                .doesNotContain("data: one")
                .contains("data: two")
                .contains("\"last_event_id\":\"" + one + "\"");
        assertThat(server.get("/sse?topic=a&lastEventId=earliest&last=1", "Last-Event-ID: ")
                        .body())
                .contains("data: one");
    }

    @Test
    void headersCarryUtf8() throws IOException {
        server.hub()
                .publish(List.of(new Event(List.of("a"), null, "one", "é𝄞", -1, false)), null)
                .join();
        publish("a", "two", true);
        assertThat(server.get("/sse?topic=a", "Last-Event-ID: é𝄞").body())
                .doesNotContain("resync")
                .doesNotContain("data: one")
                .contains("data: two");
    }

    @Test
    void whatIsNoIdGetsAResync() throws IOException {
        publish("a", "one", true);
        for (String id : List.of("nobody's", "17")) {
            assertThat(server.get("/sse?topic=a", "Last-Event-ID: " + id).body())
                    .contains("event: resync\ndata: {\"reason\":\"unknown-id\",\"asked\":\"" + id + "\"")
                    .contains("event: end");
        }
    }

    @Test
    void aLimitCountsTheClientThatATrustedProxyNames() throws IOException {
        server.restartWith(Map.of(Setting.SSE_DEV, "off", Setting.SSE_MAX_CONNECTIONS_PER_IP, "1"));
        try (var first = new HttpSocket(server.port())) {
            first.send(HttpSocket.text("GET", "/sse", "", "X-Forwarded-For: 203.0.113.7"));
            assertThat(first.readHead().status()).isEqualTo(200);
            assertThat(server.get("/sse", "X-Forwarded-For: 198.51.100.1, 203.0.113.7")
                            .status())
                    .isEqualTo(503);
            try (var other = new HttpSocket(server.port())) {
                other.send(HttpSocket.text("GET", "/sse", "", "Forwarded: for=\"[2001:db8::1]:4711\""));
                assertThat(other.readHead().status()).isEqualTo(200);
                assertThat(server.get("/sse/health").body())
                        .contains("\"active\":2")
                        .contains("\"per-ip\":1");
            }
        }
    }

    @Test
    void whoIsNotTrustedCannotPassForAnother() throws IOException {
        server.restartWith(Map.of(
                Setting.SSE_DEV, "off", Setting.SSE_MAX_CONNECTIONS_PER_IP, "1", Setting.SSE_TRUSTED_PROXIES, "off"));
        try (var first = new HttpSocket(server.port())) {
            first.send(HttpSocket.text("GET", "/sse", "", "X-Forwarded-For: 203.0.113.7"));
            assertThat(first.readHead().status()).isEqualTo(200);
            assertThat(server.get("/sse", "X-Forwarded-For: 198.51.100.1").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void anEventSourceAtTheLimitIsToldToComeBackAndOthersGet503() throws IOException {
        server.restartWith(Map.of(Setting.SSE_MAX_CONNECTIONS, "1"));
        try (var first = new HttpSocket(server.port())) {
            first.send("GET /sse?topic=a HTTP/1.0\r\n\r\n");
            first.readHead();
            Response status = server.get("/sse?topic=a");
            assertThat(status.status()).isEqualTo(503);
            assertThat(Integer.parseInt(status.header("Retry-After"))).isBetween(5, 15);
            assertThat(status.body()).contains("\"title\":\"Connection limit reached\"");
            Response stream = server.get("/sse?topic=a", "Accept: text/event-stream");
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.body()).contains("retry: ").endsWith("0\r\n\r\n").doesNotContain("connected");
            assertThat(server.get("/sse/health").body())
                    .contains("\"active\":1,\"max\":1")
                    .contains("\"rejected\":2")
                    .contains("\"rejected_by_reason\":{\"max-connections\":2,\"per-ip\":0,");
        }
    }
}
