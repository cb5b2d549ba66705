package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.admission.CapturedLog;
import io.longwire.config.Setting;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** NDJSON bodies that do not become complete: how many lines are in is said, where somebody still reads. */
class NdjsonCutTest {
    private static final String HEAD =
            "POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n";
    private static final String LINE = "{\"topic\":\"a\",\"data\":1}\n";

    @RegisterExtension
    private final TestServer server = new TestServer()
            .with(Setting.SSE_REQUEST_TIMEOUT, "400ms")
            .with(Setting.SSE_HEARTBEAT_INTERVAL, "200ms")
            .with(Setting.SSE_IDLE_TIMEOUT, "800ms");

    private static HttpSocket announced(HttpSocket http, String begun) throws IOException {
        return http.send(HEAD + "Content-Length: 1000000\r\n\r\n" + begun);
    }

    private void isCutShort(HttpSocket http, int status, int accepted, int line, String error) throws IOException {
        Response answer = http.read();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.body())
                .contains("\"detail\":\"line " + line + ": " + error + "\"")
                .contains("\"accepted\":" + accepted + ",");
        assertThat(http.isAtEnd()).isTrue();
        assertThat(server.hub().log().view().appended()).isEqualTo(accepted);
    }

    @Test
    void whatComesTooLateIsAnsweredWithTheLinesThatAreIn() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            announced(http, LINE + "\n" + LINE + "{\"topic\":");
            isCutShort(http, 408, 2, 4, "the request did not arrive in time");
        }
    }

    @Test
    void whoEndsHisSideTooEarlyIsAnswered() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            announced(http, LINE + LINE).endOutput();
            isCutShort(http, 400, 2, 3, "the body ended before it was complete");
        }
    }

    @Test
    void allThatCameWholeIsPublishedFirst() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            announced(http, LINE.repeat(3000) + "{").endOutput();
            isCutShort(http, 400, 3000, 3001, "the body ended before it was complete");
        }
    }

    @Test
    void aBrokenChunkIsAnsweredWithTheLinesThatAreIn() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            http.send(Integer.toHexString(LINE.length()) + "\r\n" + LINE + "\r\nx\r\n");
            isCutShort(http, 400, 1, 2, "the chunks of the body are not well-formed");
        }
    }

    @Test
    void aLineThatFailedIsNamedAllTheSame() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            announced(http, LINE + "{}\n" + LINE);
            Response answer = http.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"line\":2", "\"accepted\":1,");
        }
    }

    @Test
    void forWhoHasGoneThereIsALineInTheLog() throws IOException {
        try (CapturedLog log = new CapturedLog(NdjsonBody.class)) {
            try (var http = new HttpSocket(server.port())) {
                announced(http, LINE + LINE + "{");
                await().until(() -> server.hub().log().view().appended() == 2);
            }
            await().untilAsserted(() -> assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("SSE publish cut short address=127.0.0.1 accepted=2 last=")
                    .contains(" line=3: "));
        }
    }
}
