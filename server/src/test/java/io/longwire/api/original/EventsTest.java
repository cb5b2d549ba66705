package io.longwire.api.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The original's streams at {@code /events}; what they share with {@code /sse} is looked at once. */
class EventsTest {
    @RegisterExtension
    private final TestServer server = new TestServer();

    private String publish(String topic, String type, String data) {
        return server.publish(Event.of(topic, type, data));
    }

    /** So that its streams end, and a test can read them whole. */
    private void end() {
        server.publish(new Event(List.of("broadcast"), null, null, null, -1, true));
    }

    /** Publishes one event of each type and gives back the data that a stream gets of them, one data line each. */
    private List<String> received(String target) throws IOException {
        for (String type : List.of("summary_complete", "summary_progress", "system", "admin", "test")) {
            publish("broadcast", type, type);
        }
        publish("broadcast", null, "unnamed");
        publish("other", "system", "of another topic");
        end();
        return server.get(target)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: ") && !line.contains("{"))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void beginsWithTheOriginalsConnectedAndAPositionAsId() throws IOException {
        String position = publish("broadcast", "system", "before");
        try (var http = new HttpSocket(server.port())) {
            http.send(HttpSocket.text("GET", "/events?subscribe=system,summary_progress&client_id=client_k3j2h1", ""));
            Response head = http.readHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).startsWith("text/event-stream");
            assertThat(head.header("X-Accel-Buffering")).isEqualTo("no");
            end();
            assertThat(http.readRest())
                    .containsPattern("retry: 3000\nevent: connected\ndata: \\{\"connection_id\":\"[^\"]+\","
                            + "\"message\":\"Connected to notification stream\","
                            + "\"subscriptions\":\\[\"system\",\"summary_progress\"],\"topics\":\\[\"broadcast\"],"
                            + "\"last_event_id\":\"" + position + "\"}\nid: " + position + "\n\n");
        }
    }

    @Test
    void givesTheThreeTypesOfTheOriginalWhereNoneIsAskedFor() throws IOException {
        assertThat(received("/events?lastEventId=earliest"))
                .containsExactly("summary_complete", "summary_progress", "system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe=admin,test", "subscribe=admin&subscribe=test", "subscribe=%20admin%20,,test,"})
    void givesTheTypesThatAreAskedFor(String query) throws IOException {
        assertThat(received("/events?lastEventId=earliest&" + query)).containsExactly("admin", "test");
    }

    @Test
    void anEmptyListIsNoList() throws IOException {
        assertThat(received("/events?lastEventId=earliest&subscribe=&client_id="))
                .containsExactly("summary_complete", "summary_progress", "system");
    }

    @Test
    void resumesAfterTheLastId() throws IOException {
        String seen = publish("broadcast", "system", "seen");
        publish("broadcast", "system", "missed");
        end();
        assertThat(server.get("/events", "Last-Event-ID: " + seen).body())
                .doesNotContain("data: seen", "resync")
                .contains("event: system\ndata: missed\n");
    }

    @Test
    void takesTheOriginalsIdsForUnknownOnesAndCountsThem() throws IOException {
        end();
        String uuid = "5f0c4a9e-3c5b-4f7e-9a53-1d6f0e2b7c11";
        for (String path : List.of("/events", "/sse")) {
            assertThat(server.get(path, "Last-Event-ID: " + uuid).body())
                    .contains("event: resync\ndata: {\"reason\":\"unknown-id\",\"asked\":\"" + uuid + "\"");
        }
        assertThat(server.get("/sse/health").body()).contains("\"complete\":0").contains("\"unknown-id\":2");
    }

    @Test
    void refusesAClientIdWithoutEnd() throws IOException {
        assertThat(server.get("/events?client_id=" + "x".repeat(257)).status()).isEqualTo(400);
        assertThat(server.get("/events?heartbeat=loud").status()).isEqualTo(400);
    }

    @Test
    void isReadOnlyByWhomMayReadWhatIsBroadcast() throws IOException {
        server.restartWith(Map.of(
                Setting.SSE_DEV, "off", Setting.SSE_PUBLIC_TOPICS, "public/**", Setting.SSE_SUBSCRIBE_KEY, "reader"));
        end();
        assertThat(server.get("/events").status()).isEqualTo(401);
        assertThat(server.get("/events", "Cookie: sse_key=reader").status()).isEqualTo(200);
    }

    @Test
    void anOfficeBehindOneAddressComesBackAsRoomIsMade() throws IOException {
        server.restartWith(Map.of(Setting.SSE_MAX_CONNECTIONS_PER_IP, "10"));
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger("io.longwire");
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        int refused = 0;
        try {
            var waiting = new ArrayDeque<Integer>();
            for (int browser = 0; browser < 200; browser++) {
                waiting.add(browser);
            }
            for (int round = 0; !waiting.isEmpty(); round++) {
                // First all of them at once, then more of them than there is room for.
                int coming = round == 0 ? waiting.size() : Math.min(waiting.size(), 15);
                var open = new ArrayList<HttpSocket>();
                for (int i = 0; i < coming; i++) {
                    int browser = waiting.remove();
                    HttpSocket http = comeBack(browser);
                    if (open.size() < 10) {
                        open.add(http);
                    } else {
                        assertThat(http.readRest()).contains("\nretry: ").endsWith("0\r\n\r\n");
                        http.close();
                        waiting.add(browser);
                        refused++;
                    }
                }
                for (HttpSocket http : open) {
                    http.close();
                }
                await().until(() -> server.hub().openStreams() == 0);
            }
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(server.get("/sse/health").body())
                .contains("\"total\":200")
                .contains("\"rejected\":" + refused)
                .contains("\"unknown-id\":200");
        assertThat(lines.list.stream()
                        .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO)
                                && !line.getFormattedMessage().startsWith("SSE closed ")))
                .as("lines in the log")
                .hasSizeLessThan(50);
    }

    /** As a browser of the original's does, which is stopped for good by any status but 200. */
    private HttpSocket comeBack(int browser) throws IOException {
        var http = new HttpSocket(server.port());
        http.send(HttpSocket.text(
                "GET",
                browser % 2 == 0 ? "/sse" : "/events",
                "",
                "Accept: text/event-stream",
                "Last-Event-ID: 5f0c4a9e-3c5b-4f7e-9a53-%012d".formatted(browser)));
        assertThat(http.readHead().status()).isEqualTo(200);
        return http;
    }
}
