package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as such, on real sockets and on both transports. */
@ParameterizedClass
@ValueSource(strings = {"auto", "nio"})
class HttpConnectionTest {
    private static final String POST = HttpSocket.text("POST", "/publish?topic=a", "x", "Content-Type: text/plain");
    private static final String GET = HttpSocket.text("GET", "/healthz", "");

    private final LongwireServer server;

    HttpConnectionTest(String transport) throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_TRANSPORT, transport)
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpSocket open() throws IOException {
        return new HttpSocket(server.port());
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws IOException {
        try (HttpSocket http = open()) {
            assertThat(http.send(GET).read().status()).isEqualTo(200);
            assertThat(http.send(POST).read().status()).isEqualTo(200);
            assertThat(http.send(GET).read().header("Connection")).isNull();
        }
    }

    @Test
    void answersPipelinedRequestsInOrderAlsoAfterAHalfClose() throws IOException {
        int count = 1000;
        try (HttpSocket http = open()) {
            http.send(POST.repeat(count) + GET).endOutput();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(http.read().body());
            }
            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("{\"id\":"));
            assertThat(http.read().body()).isEqualTo("ok\n");
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void servesARequestThatArrivesByteForByte() throws IOException {
        try (HttpSocket http = open()) {
            for (byte b : POST.getBytes(java.nio.charset.StandardCharsets.US_ASCII)) {
                http.send(new byte[] {b});
            }
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void http10ClosesUnlessAskedToKeep() throws IOException {
        try (HttpSocket http = open()) {
            http.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(http.read().header("Connection")).isEqualTo("keep-alive");
            http.send("GET /healthz HTTP/1.0\r\n\r\n");
            assertThat(http.read().header("Connection")).isEqualTo("close");
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void headHasTheHeadOfGet() throws IOException {
        try (HttpSocket http = open()) {
            HttpSocket.Response head =
                    http.send(HttpSocket.text("HEAD", "/healthz", "")).read(true);
            assertThat(head.header("Content-Length")).isEqualTo("3");
            assertThat(http.send(GET).read().status()).isEqualTo(200);
        }
        HttpSocket.Response stream = HttpSocket.request(server.port(), "HEAD", "/sse", "");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource({"/sse,'GET, HEAD, OPTIONS'", "/publish,'POST, OPTIONS'"})
    void saysWhatAPathAllows(String path, String allowed) throws IOException {
        HttpSocket.Response options = HttpSocket.request(server.port(), "OPTIONS", path, "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allowed);
        HttpSocket.Response wrong = HttpSocket.request(server.port(), "DELETE", path, "");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo(allowed);
        assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void goesOnAfterARequestItCouldNotServe() throws IOException {
        try (HttpSocket http = open()) {
            assertThat(http.send(HttpSocket.text("POST", "/nothing", "abc"))
                            .read()
                            .status())
                    .isEqualTo(404);
            assertThat(http.send(GET).read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /healthz HTTP/1.1\r\n\r\n',400",
        "'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',400",
        "'GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n',505",
        "'GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n',400",
        "'GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n',400",
        "'POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',400",
        "'POST /publish HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\n\r\n',417",
        "'no http at all\r\n\r\n',400"
    })
    void refusesWhatIsNotProperHttp(String request, int status) throws IOException {
        try (HttpSocket http = open()) {
            assertThat(http.send(request).read().status()).isEqualTo(status);
        }
    }

    @Test
    void boundsLineAndHeaders() throws IOException {
        try (HttpSocket http = open()) {
            http.send("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(414);
            assertThat(http.isAtEnd()).isTrue();
        }
        try (HttpSocket http = open()) {
            http.send(HttpSocket.text("GET", "/healthz", "", ("X: " + "b".repeat(1000) + "\r\nY: c").repeat(20)));
            assertThat(http.read().status()).isEqualTo(431);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void asksForABodyThatWaitsToBeWanted() throws IOException {
        try (HttpSocket http = open()) {
            http.send(HttpSocket.text(
                    "POST",
                    "/publish?topic=a",
                    "",
                    "Content-Type: text/plain",
                    "Expect: 100-continue",
                    "Content-Length: 1"));
            assertThat(http.read().status()).isEqualTo(100);
            assertThat(http.send("x").read().status()).isEqualTo(200);
        }
        try (HttpSocket http = open()) {
            http.send(HttpSocket.text(
                    "POST",
                    "/publish",
                    "",
                    "Content-Type: image/png",
                    "Expect: 100-continue",
                    "Content-Length: 1000000"));
            assertThat(http.read().status()).isEqualTo(415);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void aRefusalSurvivesABodyThatIsStillBeingSent() throws IOException {
        try (HttpSocket http = open()) {
            http.send("POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n");
            http.send(new byte[4_000_000]);
            assertThat(http.read().status()).isEqualTo(404);
        }
    }

    @Test
    void endsEveryConnectionInOrderWhenItStops() throws IOException {
        try (HttpSocket idle = open();
                HttpSocket stream = open()) {
            idle.send(GET).read();
            stream.send(HttpSocket.text("GET", "/sse?topic=a", ""));
            assertThat(stream.readHead().status()).isEqualTo(200);
            server.close();
            assertThat(idle.isAtEnd()).isTrue();
            assertThat(stream.readRest()).endsWith("\r\n0\r\n\r\n");
        }
    }
}
