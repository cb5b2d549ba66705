package io.longwire.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.http.HttpSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to the process. */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    /** A stream whose end nobody asked for. */
    private static HttpSocket stream(ServerProcess server) throws Exception {
        HttpSocket stream = new HttpSocket(server.port()).send(HttpSocket.text("GET", "/sse?topic=broadcast", ""));
        assertThat(stream.readHead().status()).isEqualTo(200);
        return stream;
    }

    private static int publish(ServerProcess server, String key) throws Exception {
        return HttpSocket.request(
                        server.port(),
                        "POST",
                        "/publish",
                        "topic=broadcast&data=x",
                        FORM,
                        "Authorization: Bearer " + key)
                .status();
    }

    private static int subscribe(ServerProcess server) throws Exception {
        return HttpSocket.request(server.port(), "HEAD", "/sse?topic=a", "").status();
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({"TERM", "INT"})
    void aSignalStopsItInOrder(String signal) throws Exception {
        try (ServerProcess server = ServerProcess.start(Map.of(), "--dev");
                HttpSocket stream = stream(server)) {
            server.signal(signal);
            assertThat(stream.readRest()).endsWith("0\r\n\r\n");
            assertThat(server.exitCode()).isZero();
            assertThat(server.out()).last().asString().contains("SSE server stopped");
            assertThat(server.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void aSecondSignalEndsItAtOnce(String signal, int code) throws Exception {
        try (ServerProcess server = ServerProcess.start(Map.of("SSE_DRAIN_SECONDS", "10m"), "--dev");
                HttpSocket publisher = new HttpSocket(server.port())) {
            // A publish under way holds the stop up: its body does not come.
            publisher.send("POST /publish HTTP/1.1\r\nHost: localhost\r\n" + FORM
                    + "\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            assertThat(publisher.read().status()).isEqualTo(100);
            server.signal("TERM");
            server.awaitLine("SSE server drains");
            assertThat(server.isAlive()).isTrue();
            server.signal(signal);
            assertThat(server.exitCode()).isEqualTo(code);
            assertThat(server.out()).noneMatch(line -> line.contains("SSE server stopped"));
        }
    }

    @Test
    void aHangUpReloadsKeysAndLimitsWithoutCuttingAStream() throws Exception {
        Path key = write("key", "old");
        Path file = write("settings", "max-connections=50\npublic-topics=broadcast\n");
        try (ServerProcess server = ServerProcess.start(
                        Map.of("SSE_PUBLISH_KEY_FILE", key.toString(), "SSE_HOST", "127.0.0.1"),
                        "--config",
                        file.toString());
                HttpSocket stream = stream(server)) {
            assertThat(publish(server, "old")).isEqualTo(200);
            assertThat(subscribe(server)).isEqualTo(403);

            write("key", "new");
            write("settings", "max-connections=1\npublic-topics=**\nlog-level=debug\nshards=3\nmax-topics=7\n");
            server.signal("HUP");
            assertThat(server.awaitLine("SSE settings reloaded"))
                    .endsWith("changed=[SSE_PUBLISH_KEY, SSE_PUBLIC_TOPICS, SSE_MAX_CONNECTIONS, SSE_LOG_LEVEL]");
            assertThat(server.awaitLine("only a restart")).endsWith("[SSE_SHARDS, SSE_MAX_TOPICS]");
            assertThat(publish(server, "old")).isEqualTo(401);
            assertThat(publish(server, "new")).isEqualTo(200);
            assertThat(subscribe(server)).isEqualTo(200);
            // The stream has the only place, and has it still.
            HttpSocket.Response refused = HttpSocket.request(server.port(), "GET", "/sse", "", "Accept: */*");
            assertThat(refused.status()).isEqualTo(503);

            assertThat(server.stop()).isZero();
            assertThat(stream.readRest()).containsSubsequence("connected", "data: x", "data: x", "0\r\n\r\n");
        }
    }

    @Test
    void aReloadOfSomethingWrongKeepsTheOldValues() throws Exception {
        Path key = write("key", "old");
        Path file = write("settings", "max-connections=50\n");
        try (ServerProcess server = ServerProcess.start(
                Map.of("SSE_PUBLISH_KEY_FILE", key.toString(), "SSE_HOST", "127.0.0.1"), "--config", file.toString())) {
            write("key", "new");
            write("settings", "max-conections=50\n");
            server.signal("HUP");
            assertThat(server.awaitLine("not reloaded"))
                    .contains("ERROR ")
                    .contains("the old ones stay")
                    .endsWith("did you mean SSE_MAX_CONNECTIONS?");
            assertThat(publish(server, "old")).isEqualTo(200);
            assertThat(publish(server, "new")).isEqualTo(401);

            Files.delete(key);
            write("settings", "");
            server.signal("HUP");
            server.awaitLine("SSE_PUBLISH_KEY_FILE=" + key + " cannot be read: there is no such file");
            assertThat(publish(server, "old")).isEqualTo(200);
            assertThat(server.stop()).isZero();
            assertThat(server.err()).isEmpty();
        }
    }
}
