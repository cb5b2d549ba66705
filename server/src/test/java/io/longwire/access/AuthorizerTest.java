package io.longwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An embedder's own rules: the header {@code X-Team} names the only topics that a request may touch. */
class AuthorizerTest {
    private LongwireServer server;

    private static final class ByTeam implements Authorizer {
        @Override
        public Grant read(RequestView request) {
            if ("yes".equals(request.query("break"))) {
                throw new IllegalStateException("on purpose");
            }
            return grant(request);
        }

        @Override
        public Grant publish(RequestView request) {
            return grant(request);
        }

        private static Grant grant(RequestView request) {
            String team = request.header("x-team");
            if (team == null) {
                return Grant.nothing(Refusal.unauthorized("say X-Team"));
            }
            if (request.clientAddress() == null || !request.clientAddress().isLoopbackAddress()) {
                throw new IllegalStateException("the client is " + request.clientAddress());
            }
            String cookie = request.cookie("room");
            Grant grant = Grant.of(team, team + "/**", "shared");
            return cookie == null ? grant : grant.withDefaults(cookie + (request.isSecure() ? "/secure" : "/plain"));
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.builder()
                .settings(Settings.builder()
                        .set(Setting.SSE_PORT, "0")
                        .set(Setting.SSE_HOST, "127.0.0.1")
                        .set(Setting.SSE_PUBLISH_KEY, "of-no-use-here")
                        .build())
                .authorizer(new ByTeam())
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int read(String query, String... headers) throws IOException {
        return HttpSocket.request(server.port(), "HEAD", "/sse" + query, "", headers)
                .status();
    }

    private Response publish(String type, String body, String query) throws IOException {
        return HttpSocket.request(
                server.port(), "POST", "/publish" + query, body, "X-Team: red", "Content-Type: " + type);
    }

    @Test
    void aReaderGetsWhatLiesWhollyInsideItsGrant() throws IOException {
        assertThat(read("?topic=red/1", "X-Team: red")).isEqualTo(200);
        assertThat(read("?topic=red/**&topic=shared", "X-Team: red")).isEqualTo(200);
        assertThat(read("?topic=red/*/log", "X-Team: red")).isEqualTo(200);
        assertThat(read("?topic=red/1&topic=blue/1", "X-Team: red")).isEqualTo(403);
        assertThat(read("?topic=*/1", "X-Team: red")).isEqualTo(403);
        assertThat(read("?topic=**", "X-Team: red")).isEqualTo(403);
        assertThat(read("?topic=red", "X-Team: red")).isEqualTo(403);
        assertThat(read("", "X-Team: red")).isEqualTo(403);
        assertThat(read("?topic=shared")).isEqualTo(401);
    }

    @Test
    void aStreamThatNamesNoTopicGetsTheGrantsDefaultAndIsHeldToTheGrant() throws IOException {
        server.publish(Event.of("red/1/plain", "progress", "mine")).join();
        for (String path :
                new String[] {"/sse?lastEventId=earliest", "/events?subscribe=progress&lastEventId=earliest"}) {
            try (var stream = new HttpSocket(server.port())) {
                stream.send(HttpSocket.text("GET", path, "", "X-Team: red", "Cookie: a=b; room=red/1"));
                stream.readTo("\"topics\":[\"red/1/plain\"]");
                stream.readTo("mine");
            }
        }
        assertThat(read("", "X-Team: red", "Cookie: room=blue")).isEqualTo(403);
        assertThat(read("?topic=blue/1", "X-Team: red", "Cookie: room=red/1")).isEqualTo(403);
    }

    @Test
    void onlyATrustedProxyIsBelievedToHaveBeenAskedByHttps() throws IOException {
        assertTopic("red/secure", "X-Forwarded-Proto: http, https");
        assertTopic("red/plain", "X-Forwarded-Proto: https, http");
        server.reload(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_TRUSTED_PROXIES, "192.0.2.1")
                .build());
        assertTopic("red/plain", "X-Forwarded-Proto: https");
    }

    private void assertTopic(String topic, String header) throws IOException {
        try (var stream = new HttpSocket(server.port())) {
            stream.send(HttpSocket.text("GET", "/sse", "", "X-Team: red", "Cookie: room=red", header));
            stream.readTo("\"topics\":[\"" + topic + "\"]");
        }
    }

    @Test
    void theRefusalNamesTheTopicAndSaysWhy() throws IOException {
        Response refused = HttpSocket.request(server.port(), "GET", "/sse?topic=shared", "");
        assertThat(refused.body()).contains("'shared'").contains("say X-Team");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aResumeIsHeldToTheSameRule() throws IOException {
        String id = server.publish(Event.of("blue/1", null, "secret")).join();
        server.publish(Event.of("blue/1", null, "more")).join();
        for (String topic : new String[] {"blue/1", "**", "*/1"}) {
            Response refused = HttpSocket.request(
                    server.port(), "GET", "/sse?topic=" + topic, "", "X-Team: red", "Last-Event-ID: " + id);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("more");
            assertThat(read("?topic=" + topic + "&lastEventId=earliest", "X-Team: red"))
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded|topic=red/1&topic=blue/1&data=x|",
                "application/json|{\"topic\":[\"red/1\",\"blue/1\"],\"data\":1}|",
                "application/json|[{\"topic\":\"red/1\",\"data\":1},{\"topic\":\"blue/1\",\"data\":1}]|",
                "application/json|{\"topic\":\"blue/1\",\"end\":true}|",
                "text/plain|x|?topic=blue/1"
            })
    void aPublisherIsHeldToItsTopicsInEveryFormat(String given) throws IOException {
        String[] parts = given.split("\\|", -1);
        Response refused = publish(parts[0], parts[1], parts[2]);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("'blue/1'");
        assertThat(server.stats().eventsPublished()).isZero();
        String allowed = parts[1].replace("blue", "red");
        assertThat(publish(parts[0], allowed, parts[2].replace("blue", "red")).status())
                .isEqualTo(200);
    }

    @Test
    void ndjsonStopsAtTheLineThatIsNotThePublishers() throws IOException {
        Response stopped = publish("application/x-ndjson", """
                {"topic":"red/1","data":1}
                {"topic":"blue/1","data":2}
                {"topic":"red/1","data":3}
                """, "");
        assertThat(stopped.status()).isEqualTo(403);
        assertThat(stopped.body())
                .contains("\"line\":2")
                .contains("\"accepted\":1")
                .contains("'blue/1'");
        assertThat(server.stats().eventsPublished()).isEqualTo(1);
    }

    @Test
    void whoMayPublishNothingIsRefusedAtTheHead() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send(HttpSocket.text(
                    "POST",
                    "/publish",
                    "",
                    "Content-Type: application/json",
                    "Expect: 100-continue",
                    "Content-Length: 100"));
            assertThat(http.read().status()).isEqualTo(401);
        }
    }

    @Test
    void anAuthorizerThatFailsLetsNobodyIn() throws IOException {
        assertThat(read("?topic=red/1&break=yes", "X-Team: red")).isEqualTo(500);
    }

    @Test
    void idempotencyKeysOfDifferentScopesNeverMeet() throws IOException {
        String body = "topic=shared&data=x";
        String type = "Content-Type: application/x-www-form-urlencoded";
        String red = HttpSocket.request(
                        server.port(), "POST", "/publish", body, type, "X-Team: red", "Idempotency-Key: k")
                .body();
        String blue = HttpSocket.request(
                        server.port(), "POST", "/publish", body, type, "X-Team: blue", "Idempotency-Key: k")
                .body();
        assertThat(blue).isNotEqualTo(red);
    }
}
