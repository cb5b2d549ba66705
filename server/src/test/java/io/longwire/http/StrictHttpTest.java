package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Bytes in, statuses out: what HTTP/1.1 allows works, and what it does not is refused, never read in another way than a
 * proxy in front would. Another request follows in the same write: it is answered where the connection goes on.
 */
@ParameterizedClass
@ValueSource(strings = {"auto", "nio"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictHttpTest {
    /** Of {@link StrictHttpRows#NEXT}. */
    private static final int NEXT_STATUS = 200;

    @Parameter
    private String transport;

    private LongwireServer server;
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_MAX_EVENT_BYTES, "64KiB")
                .set(Setting.SSE_MAX_BATCH_BYTES, "128KiB")
                .set(Setting.SSE_TRANSPORT, transport)
                .build());
        logged.start();
        rootLogger().addAppender(logged);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.close();
        rootLogger().detachAppender(logged);
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private long head() {
        return server.hub().log().view().headId();
    }

    @ParameterizedTest
    @MethodSource("io.longwire.http.StrictHttpRows#whatWorks")
    void goesOnAfter(String bytes, List<Integer> statuses) throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send((bytes + StrictHttpRows.NEXT).getBytes(StandardCharsets.ISO_8859_1))
                    .endOutput();
            var expected = new ArrayList<>(statuses);
            expected.add(NEXT_STATUS);
            assertThat(statusesToTheEnd(http)).isEqualTo(expected);
        }
        assertNothingIsLogged();
    }

    @ParameterizedTest
    @MethodSource("io.longwire.http.StrictHttpRows#whatIsRefused")
    void endsTheConnectionAfter(String bytes, List<Integer> statuses) throws IOException {
        long before = head();
        try (var http = new HttpSocket(server.port())) {
            http.send((bytes + StrictHttpRows.NEXT).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(statusesToTheEnd(http)).isEqualTo(statuses);
        }
        assertThat(head()).isEqualTo(before);
        assertNothingIsLogged();
    }

    @ParameterizedTest
    @MethodSource("io.longwire.http.StrictHttpRows#whatIsRefused")
    void judgesTheSameByteForByte(String bytes, List<Integer> statuses) throws IOException {
        try (var http = new HttpSocket(server.port())) {
            byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < Math.min(all.length, 400); i++) {
                http.send(new byte[] {all[i]});
            }
            if (all.length > 400) {
                http.send(bytes.substring(400).getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(statusesToTheEnd(http)).isEqualTo(statuses);
        }
    }

    private static List<Integer> statusesToTheEnd(HttpSocket http) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (HttpSocket.Response answer = http.readUnlessAtEnd(); answer != null; answer = http.readUnlessAtEnd()) {
            statuses.add(answer.status());
            if (answer.status() >= 400) {
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.body()).contains("\"detail\":\"");
            }
        }
        return statuses;
    }

    private void assertNothingIsLogged() {
        assertThat(logged.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    @Test
    void publishesWhatTheChunksHoldAndNothingElse() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send(StrictHttpRows.CHUNKED.replace("topic=a", "topic=chunked&end=true")
                    + "3;x=\"y\"\r\none\r\n1\r\n \r\n3;z\r\ntwo\r\n0\r\nTrailer: three\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(200);
            http.send(HttpSocket.text("GET", "/sse?topic=chunked&lastEventId=earliest", ""));
            assertThat(http.read().body()).contains("data: one two\n").doesNotContain("three");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "Content-Len"})
    void publishesNothingOfARequestThatEndsTooEarly(String rest) throws IOException {
        long before = head();
        try (var http = new HttpSocket(server.port())) {
            http.send(StrictHttpRows.POST + rest).endOutput();
            assertThat(statusesToTheEnd(http)).isSubsetOf(400);
        }
        assertThat(head()).isEqualTo(before);
        assertNothingIsLogged();
    }

    @Test
    void closesOnATlsHandshakeAndSaysSoInTheLog() throws IOException {
        Logger decoder = (Logger) LoggerFactory.getLogger(RequestDecoder.class);
        decoder.setLevel(Level.DEBUG);
        try (var http = new HttpSocket(server.port())) {
            http.send(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0});
            assertThat(http.isAtEnd()).isTrue();
        } finally {
            decoder.setLevel(null);
        }
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).anyMatch(line -> line.contains("TLS"));
    }
}
