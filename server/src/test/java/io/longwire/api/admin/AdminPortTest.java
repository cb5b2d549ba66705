package io.longwire.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for operators. */
@Timeout(60)
class AdminPortTest {
    private static LongwireServer start(Map<Setting, String> more) throws IOException {
        return LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_DRAIN_SECONDS, "1s")
                .set(Setting.SSE_ADMIN_PORT, "any")
                .setAll(more)
                .build());
    }

    private static int status(int port, String path, String... headers) throws IOException {
        return HttpSocket.request(port, "GET", path, "", headers).status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse/health", "/healthz", "/readyz"})
    void healthAndProbesAreOnBothPorts(String path) throws IOException {
        try (LongwireServer server = start(Map.of())) {
            assertThat(status(server.port(), path)).isEqualTo(200);
            assertThat(status(server.adminAddress().getPort(), path)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/events/status", "/events/broadcast"})
    void whatClientsUseIsNotOnThePortForOperators(String path) throws IOException {
        try (LongwireServer server = start(Map.of())) {
            assertThat(status(server.adminAddress().getPort(), path)).isEqualTo(404);
        }
    }

    @Test
    void noPageOfAnotherOriginMayReadIt() throws IOException {
        try (LongwireServer server = start(Map.of(Setting.SSE_CORS_ORIGINS, "*"))) {
            String origin = "Origin: https://app.example";
            Response open = HttpSocket.request(server.port(), "GET", "/healthz", "", origin);
            assertThat(open.header("Access-Control-Allow-Origin")).isEqualTo("*");
            Response admin = HttpSocket.request(server.adminAddress().getPort(), "GET", "/healthz", "", origin);
            assertThat(admin.status()).isEqualTo(403);
            assertThat(admin.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost,200", "127.0.0.1:5002,200", "[::1]:1,200", "rebound.example,403", "10.0.0.1,403"})
    void onLoopbackOnlyLoopbackNamesAreAnswered(String host, int status) throws IOException {
        try (LongwireServer server = start(Map.of());
                var http = new HttpSocket(server.adminAddress().getPort())) {
            http.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-Fetch-Site: same-origin|200",
                "Sec-Fetch-Site: none|200",
                "Sec-Fetch-Site: cross-site|403",
                "Sec-Fetch-Site: same-site|403",
                "Origin: http://localhost|200",
                "Origin: https://LOCALHOST|200",
                "Origin: http://localhost:3000|403",
                "Origin: https://app.example|403",
                "Origin: null|403",
                "Sec-Fetch-Site: cross-site;Sec-Fetch-Mode: navigate;Sec-Fetch-Dest: document|200",
                "Sec-Fetch-Site: cross-site;Sec-Fetch-Mode: navigate;Sec-Fetch-Dest: iframe|403",
                "Sec-Fetch-Site: cross-site;Sec-Fetch-Mode: navigate;Sec-Fetch-Dest: document;Origin: https://a.example|403",
                "Sec-Fetch-Site: cross-site;Sec-Fetch-Mode: no-cors;Sec-Fetch-Dest: image|403"
            })
    void pagesOfOtherOriginsAreAnsweredNothing(String headers, int status) throws IOException {
        for (String host : List.of("127.0.0.1", "0.0.0.0")) {
            try (LongwireServer server = start(Map.of(Setting.SSE_ADMIN_HOST, host))) {
                assertThat(status(server.adminAddress().getPort(), "/healthz", headers.split(";")))
                        .isEqualTo(status);
            }
        }
    }

    @Test
    void onOtherAddressesEveryNameIsAnswered() throws IOException {
        try (LongwireServer server = start(Map.of(Setting.SSE_ADMIN_HOST, "0.0.0.0"));
                var http = new HttpSocket(server.adminAddress().getPort())) {
            http.send("GET /healthz HTTP/1.1\r\nHost: summarizer-app:5002\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void itsConnectionsAreNoStreamsAndTakeNoPlaces() throws IOException {
        try (LongwireServer server = start(Map.of(Setting.SSE_MAX_HTTP_CONNECTIONS, "1"));
                var admin = new HttpSocket(server.adminAddress().getPort());
                var open = new HttpSocket(server.port())) {
            admin.send(HttpSocket.text("GET", "/healthz", ""));
            assertThat(admin.read().status()).isEqualTo(200);
            open.send(HttpSocket.text("GET", "/healthz", ""));
            assertThat(open.read().status()).isEqualTo(200);
            assertThat(server.stats().connections()).isZero();
            // Neither had to make room for the other.
            admin.send(HttpSocket.text("GET", "/healthz", ""));
            assertThat(admin.read().status()).isEqualTo(200);
            open.send(HttpSocket.text("GET", "/healthz", ""));
            assertThat(open.read().status()).isEqualTo(200);
        }
    }

    @Test
    void itStaysOpenUntilTheEndOfADrain() throws Exception {
        LongwireServer server = start(Map.of(Setting.SSE_DRAIN_SECONDS, "60s", Setting.SSE_DEV, "on"));
        int port = server.port();
        int admin = server.adminAddress().getPort();
        CompletableFuture<Void> closing;
        try (var publisher = new HttpSocket(port)) {
            // A publish under way holds the stop up: its body does not come.
            publisher.send(HttpSocket.text(
                    "POST",
                    "/publish",
                    "",
                    "Content-Type: application/json",
                    "Expect: 100-continue",
                    "Content-Length: 10"));
            assertThat(publisher.read().status()).isEqualTo(100);
            closing = CompletableFuture.runAsync(server::close);
            Awaitility.await().until(() -> isClosed(port));
            assertThat(status(admin, "/healthz")).isEqualTo(200);
            assertThat(status(admin, "/readyz")).isEqualTo(503);
        }
        closing.get(30, TimeUnit.SECONDS);
        assertThat(isClosed(admin)).isTrue();
    }

    /** Free a moment ago, and nobody's in particular. */
    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static boolean isClosed(int port) throws IOException {
        try {
            new HttpSocket(port).close();
            return false;
        } catch (ConnectException closed) {
            return true;
        }
    }

    @Test
    void embeddersMustAskForIt() throws IOException {
        try (LongwireServer server = LongwireServer.start(
                Settings.builder().set(Setting.SSE_PORT, "0").build())) {
            assertThat(server.adminAddress()).isNull();
        }
    }

    @Test
    void aTakenPortIsSaidAndNothingIsLeftOpen() throws IOException {
        String open = freePort();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> start(Map.of(Setting.SSE_ADMIN_PORT, port, Setting.SSE_PORT, open)))
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + port + " (SSE_ADMIN_PORT): the port is taken");
            assertThat(isClosed(Integer.parseInt(open))).isTrue();
            // The other way round: where clients connect.
            assertThatThrownBy(() -> start(Map.of(Setting.SSE_ADMIN_PORT, open, Setting.SSE_PORT, port)))
                    .isInstanceOf(BindException.class);
            assertThat(isClosed(Integer.parseInt(open))).isTrue();
        }
    }
}
