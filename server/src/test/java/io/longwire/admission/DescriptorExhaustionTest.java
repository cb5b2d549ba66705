package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.Main;
import io.longwire.http.HttpSocket;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process of its own with few descriptors, and limits that allow far more connections than it has descriptors for. */
@EnabledOnOs(OS.LINUX)
class DescriptorExhaustionTest {
    private static final String STREAM = HttpSocket.text("GET", "/sse?topic=a", "");
    private static final Pattern PORT = Pattern.compile("listens on \\S*:(\\d+) ");

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Process process;
    private int port;

    private void start(String transport) throws IOException {
        Path output = directory.resolve("output");
        var builder = new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -n 200; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                withoutTests(System.getProperty("java.class.path")),
                Main.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "SSE_PORT", "0",
                        "SSE_ADMIN_PORT", "0",
                        "SSE_DEV", "on",
                        "SSE_TRANSPORT", transport,
                        "SSE_REQUEST_LOOPS", "2",
                        "SSE_SHARDS", "1",
                        "SSE_MAX_CONNECTIONS", "1000",
                        "SSE_MAX_CONNECTIONS_PER_IP", "0",
                        "SSE_MAX_HTTP_CONNECTIONS", "1000",
                        "SSE_REQUEST_TIMEOUT", "10m"));
        process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            Matcher listens = PORT.matcher(Files.readString(output));
            boolean found = listens.find();
            port = found ? Integer.parseInt(listens.group(1)) : 0;
            return found;
        });
    }

    /** Without the tests' own settings of the log. */
    private static String withoutTests(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @AfterEach
    void stop() throws Exception {
        closeAll(open);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void closeAll(List<? extends AutoCloseable> all) throws Exception {
        for (AutoCloseable one : all) {
            one.close();
        }
    }

    private HttpSocket connect() throws IOException {
        var socket = new HttpSocket(port);
        open.add(socket);
        return socket;
    }

    private String health() throws IOException {
        return HttpSocket.request(port, "GET", "/sse/health", "", "Connection: close")
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void streamsGoOnHealthSaysSoAndAcceptingResumes(String transport) throws Exception {
        start(transport);
        HttpSocket publisher = connect();
        publisher.send(HttpSocket.text(
                "POST", "/publish", "", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"));
        // A class that is first used while there is no descriptor could not be read from its file.
        HttpSocket first = connect();
        assertThat(first.send(STREAM).readHead().status()).isEqualTo(200);
        publish(publisher, "first");
        first.readTo("data: first");
        assertThat(health()).contains("\"accept_paused\":false");
        first.close();
        var streams = new ArrayList<HttpSocket>();
        int status;
        do {
            HttpSocket stream = connect();
            status = stream.send(STREAM).readHead().status();
            if (status == 200) {
                streams.add(stream);
            } else {
                stream.close();
            }
        } while (status == 200);
        assertThat(status).isEqualTo(503);
        assertThat(streams).hasSizeBetween(20, 180);
        assertThat(health())
                .contains("\"accept_paused\":true")
                .doesNotContain("\"status\":\"healthy\"")
                .contains("\"active\":" + streams.size() + ",")
                .contains("\"descriptors\":1");

        // Now all that was set aside goes as well.
        var silent = new ArrayList<Socket>();
        for (int i = 0; i < 40; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        open.addAll(silent);
        assertThat(process.isAlive()).isTrue();
        publish(publisher, "meanwhile");
        for (HttpSocket stream : streams) {
            stream.readTo("data: meanwhile");
        }
        closeAll(silent);
        await().ignoreExceptions().until(() -> health().contains("\"accept_paused\":true"));

        closeAll(streams.subList(0, streams.size() / 2 + 10));
        await().ignoreExceptions().until(() -> health().contains("\"accept_paused\":false"));
        HttpSocket late = connect();
        assertThat(late.send(STREAM).readHead().status()).isEqualTo(200);
        publish(publisher, "afterwards");
        late.readTo("data: afterwards");
        streams.get(streams.size() - 1).readTo("data: afterwards");
        assertThat(Files.readString(directory.resolve("output")))
                .containsOnlyOnce("SSE accepting pauses")
                .containsOnlyOnce("SSE accepting as before")
                .doesNotContain("Exception");
    }

    private static void publish(HttpSocket publisher, String data) throws IOException {
        String line = "{\"topic\":\"a\",\"data\":\"" + data + "\"}\n";
        publisher.send(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
    }
}
