package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are too slow. What is sent after a deadline began comes too late anyway, so the machine may be as
 * slow as it likes. */
class DeadlineTest {
    private static final String POST =
            "POST /publish?topic=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";

    @RegisterExtension
    private final TestServer server =
            new TestServer().with(Setting.SSE_REQUEST_TIMEOUT, "600ms").with(Setting.GUNICORN_KEEPALIVE, "2s");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hea",
                "POST /publish?topic=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nabc"
            })
    void whatDoesNotArriveInTimeIsGivenUp(String partial) throws IOException {
        try (var http = new HttpSocket(server.port())) {
            assertThat(http.send(partial).read().status()).isEqualTo(408);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\nX: ",
                POST + "Content-Length: 9999\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\n\r\n5000\r\n"
            })
    void aByteNowAndThenDoesNotPutTheDeadlineOff(String partial) throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send(partial);
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!http.hasAnswer()) {
                    http.send("x");
                }
                return http.hasAnswer();
            });
            assertThat(http.read().status()).isEqualTo(408);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void aHeadThatBeginsRightBehindARequestHasItsDeadlineToo() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send(HttpSocket.text("GET", "/healthz", "") + "GET /hea");
            assertThat(http.read().status()).isEqualTo(200);
            assertThat(http.read().status()).isEqualTo(408);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void emptyLinesAreNoRequest() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send("\r\n\r\n");
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void aConnectionThatNeverSpokeIsClosedWithoutAWord() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void aConnectionBetweenRequestsIsClosedWithoutAWord() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            assertThat(http.send(HttpSocket.text("GET", "/healthz", "")).read().status())
                    .isEqualTo(200);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @Test
    void linesMayTakeLongerThanAWholeBody() throws IOException {
        try (var http = new HttpSocket(server.port());
                var idle = new HttpSocket(server.port())) {
            http.send(HttpSocket.text(
                    "POST", "/publish", "", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"));
            assertThat(idle.isAtEnd()).isTrue(); // so the request timeout has passed
            http.send("0\r\n\r\n");
            assertThat(http.read().body()).startsWith("{\"accepted\":0");
        }
    }
}
