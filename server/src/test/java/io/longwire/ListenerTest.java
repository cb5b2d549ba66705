package io.longwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.embed.Route;
import io.longwire.embed.RouteAnswer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
    private static Settings settings(int port, String transport) {
        return Settings.builder()
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_PORT, Integer.toString(port))
                .set(Setting.SSE_ADMIN_PORT, "0")
                .set(Setting.SSE_TRANSPORT, transport)
                .set(Setting.SSE_REQUEST_LOOPS, "4")
                .set(Setting.SSE_LOG_BYTES, "1MiB")
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void aPortThatTheLoopsOfAnotherServerShareIsTaken(String transport) throws IOException {
        try (LongwireServer first = LongwireServer.start(settings(0, transport))) {
            assertThatThrownBy(() -> LongwireServer.start(settings(first.port(), transport))
                            .close())
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + first.port() + ": the port is taken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void thoseWhoComeAreSpreadOverTheLoops(String transport) throws IOException {
        Route whose = Route.of(
                "GET",
                "/loop",
                Runnable::run,
                request -> RouteAnswer.text(200, Thread.currentThread().getName()));
        var loops = new TreeSet<String>();
        try (LongwireServer server = LongwireServer.builder()
                .settings(settings(0, transport))
                .route(whose)
                .start()) {
            for (int i = 0; i < 64; i++) {
                loops.add(get(server.port(), "/loop"));
            }
        }
        assertThat(loops).hasSizeGreaterThan(1);
    }

    /** Over a connection of its own. */
    private static String get(int port, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void aPortIsFreeAgainOnceItsServerIsClosed() throws IOException {
        LongwireServer first = LongwireServer.start(settings(0, "auto"));
        int port = first.port();
        first.close();
        try (LongwireServer second = LongwireServer.start(settings(port, "auto"))) {
            assertThat(second.port()).isEqualTo(port);
        }
    }
}
