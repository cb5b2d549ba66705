package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Room for connections that are no streams: who is closed for whom. */
class HttpRoomTest {
    private static final String HEALTH = HttpSocket.text("GET", "/healthz", "");
    private static final String STATUS = HttpSocket.text("GET", "/sse/health", "");

    private final List<HttpSocket> sockets = new ArrayList<>();
    private LongwireServer server;

    private void start(int bound, String trusted) throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_REQUEST_LOOPS, "3")
                .set(Setting.SSE_MAX_CONNECTIONS_PER_IP, "0")
                .set(Setting.SSE_TRUSTED_PROXIES, trusted)
                .set(Setting.SSE_MAX_HTTP_CONNECTIONS, String.valueOf(bound))
                .build());
    }

    @AfterEach
    void stop() throws IOException {
        for (HttpSocket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private HttpSocket connect() throws IOException {
        var socket = new HttpSocket(server.port());
        sockets.add(socket);
        return socket;
    }

    /** One that has been served and waits for its next request. */
    private HttpSocket idle() throws IOException {
        HttpSocket socket = connect();
        assertThat(socket.send(HEALTH).read().status()).isEqualTo(200);
        return socket;
    }

    /** One whose request is under way: the server has answered that the body may come. */
    private HttpSocket busy() throws IOException {
        HttpSocket socket = connect();
        socket.send(HttpSocket.text(
                "POST",
                "/publish?topic=a",
                "",
                "Content-Type: text/plain",
                "Expect: 100-continue",
                "Content-Length: 2"));
        assertThat(socket.readHead().status()).isEqualTo(100);
        return socket;
    }

    private static boolean isServed(HttpSocket socket) throws IOException {
        return socket.send(HEALTH).read().status() == 200;
    }

    private static void assertClosedAtOnce(HttpSocket socket) {
        assertThatThrownBy(() -> socket.send(HEALTH).read()).isInstanceOf(IOException.class);
    }

    @Test
    void theLongestIdleIsClosedForANewcomer() throws IOException {
        start(3, "loopback");
        HttpSocket first = idle();
        HttpSocket second = idle();
        HttpSocket third = idle();
        assertThat(isServed(first)).isTrue(); // so the second has waited longest
        HttpSocket newcomer = idle();
        assertThat(second.isAtEnd()).isTrue();
        assertThat(isServed(first)).isTrue();
        assertThat(isServed(third)).isTrue();
        assertThat(isServed(newcomer)).isTrue();
    }

    @Test
    void noneWithARequestUnderWayIsClosed() throws IOException {
        start(3, "loopback");
        HttpSocket first = busy();
        HttpSocket idle = idle();
        HttpSocket second = busy();
        HttpSocket third = busy();
        assertThat(idle.isAtEnd()).isTrue();
        assertClosedAtOnce(connect());
        for (HttpSocket busy : List.of(first, second, third)) {
            assertThat(busy.send("ok").read().status()).isEqualTo(200);
        }
        HttpSocket newcomer = connect();
        assertThat(newcomer.send(STATUS).read().body())
                .contains("\"http-connections\":1")
                .contains("\"rejected\":1");
    }

    @Test
    void aStreamTakesNoPlace() throws IOException {
        start(2, "loopback");
        for (int i = 1; i <= 10; i++) {
            HttpSocket stream = connect();
            stream.send("GET /sse?topic=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(stream.readHead().status()).isEqualTo(200);
            String open = "\"active\":" + i + ",";
            await().ignoreExceptions().until(() -> health().contains(open));
        }
        HttpSocket busy = busyOnceThereIsRoom();
        assertThat(isServed(idle())).isTrue();
        assertThat(busy.send("ok").read().status()).isEqualTo(200);
    }

    @Test
    void manyThatComeAtOnceAllGetTheirStreams() throws IOException {
        start(16, "loopback");
        for (int i = 0; i < 100; i++) {
            connect();
        }
        for (HttpSocket socket : sockets) {
            socket.send("GET /sse?topic=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        for (HttpSocket socket : sockets) {
            assertThat(socket.readHead().status()).isEqualTo(200);
        }
    }

    private String health() throws IOException {
        return HttpSocket.request(server.port(), "GET", "/sse/health", "", "Connection: close")
                .body();
    }

    private HttpSocket busyOnceThereIsRoom() {
        return await().ignoreExceptions().until(this::busy, socket -> true);
    }

    @Test
    void placesAreGivenBackHoweverConnectionsEnd() throws IOException {
        start(4, "loopback");
        for (int round = 0; round < 50; round++) {
            HttpSocket socket = round % 2 == 0 ? busyOnceThereIsRoom() : connect();
            if (round % 4 == 1) {
                socket.send("GET /healthz HTT");
            }
            socket.close();
        }
        for (int i = 0; i < 4; i++) {
            busyOnceThereIsRoom();
        }
        assertClosedAtOnce(connect());
    }

    @Test
    void oneAddressThatIsNotTrustedHasAShare() throws IOException {
        start(1000, "off");
        for (int i = 0; i < 250; i++) {
            HttpSocket attacker = connect();
            assertThat(isServed(attacker)).isTrue(); // accepted: those who come after it may be so before
            attacker.send("GET /sse HTTP/1.1\r\n"); // a slow head
        }
        assertClosedAtOnce(connect());
        sockets.get(0).send("Host: localhost\r\n\r\n");
        assertThat(sockets.get(0).readHead().status()).isEqualTo(200);
    }
}
