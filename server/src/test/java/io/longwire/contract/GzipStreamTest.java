package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.contract.StreamReader.Received;
import io.longwire.event.Event;
import io.longwire.stream.Piece;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is particular to compressed streams, whichever way their sockets are served. Real sockets, raw bytes. */
@ParameterizedClass
@EnumSource(names = {"DETACHED_GZIP", "EPOLL_GZIP", "NIO_GZIP"})
class GzipStreamTest {

    @RegisterExtension
    final TestServer server;

    private final Transport transport;
    private int number;

    GzipStreamTest(Transport transport) {
        this.transport = transport;
        server = transport.server();
    }

    private StreamReader open(String path, String... headers) throws IOException {
        StreamReader stream = StreamReader.open(server.port(), path, transport.headers(headers));
        assertThat(stream.headers).containsEntry("Content-Encoding", "gzip");
        return stream;
    }

    private String publish(String topic, String data) {
        return server.publish(Event.of(topic, null, data));
    }

    private String progress() {
        int n = number++;
        return "{\"job\":\"4f1c0a\",\"status\":\"processing\",\"message\":\"step " + n
                + " of many, nothing out of the ordinary\",\"progress\":" + n % 100 + ",\"total\":100}";
    }

    private long sent(Piece piece) {
        return ShardCounters.total(server.hub().shards(), counters -> counters.events(piece));
    }

    /** Counted after the write. */
    private void assertSent(Piece piece, long expected) {
        await().untilAsserted(() -> assertThat(sent(piece)).isEqualTo(expected));
    }

    private static String noise(int length, int seed) {
        return new Random(seed)
                .ints(length, 0x21, 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void theFirstEventStandsByItselfAndTheNextLookBackAtIt() throws IOException {
        try (StreamReader stream = open("/sse?topic=a")) {
            stream.next();
            await().until(() -> server.counted(Counter.ACTIVE) == 1);
            for (int i = 0; i < 50; i++) {
                String data = progress();
                String id = publish("a", data);
                assertThat(stream.next()).isEqualTo(new Received("", data, id));
            }
            assertSent(Piece.INDEPENDENT, 1);
            assertSent(Piece.CHAINED, 49);
            long plain = ShardCounters.total(server.hub().shards(), counters -> counters.plainBytes(Piece.CHAINED));
            assertThat(ShardCounters.total(server.hub().shards(), counters -> counters.bytes(Piece.CHAINED)))
                    .isLessThan(plain / 3);
        }
    }

    @Test
    void aHeartbeatBreaksTheChainOnce() throws IOException {
        server.restartWith(Map.of(Setting.SSE_HEARTBEAT_INTERVAL, "200ms", Setting.SSE_IDLE_TIMEOUT, "10s"));
        try (StreamReader stream = open("/sse?topic=a")) {
            stream.next();
            await().until(() -> server.counted(Counter.ACTIVE) == 1);
            for (int i = 0; i < 3; i++) {
                String first = progress();
                String second = progress();
                publish("a", first);
                publish("a", second);
                assertThat(stream.next().data()).isEqualTo(first);
                assertThat(stream.next().data()).isEqualTo(second);
                stream.awaitComment();
            }
        }
        assertSent(Piece.INDEPENDENT, 3);
        assertSent(Piece.CHAINED, 3);
    }

    @Test
    void eventsOfEverySizeFromBeforeAndAfterTheFirstStreamArriveWhole() throws IOException {
        var expected = new ArrayList<String>();
        int[] sizes = {0, 1, 30, 300, 2_000, 20_000, 65_000, 65_535, 66_000, 140_000, 400_000};
        for (int size : sizes) {
            expected.add(noise(size, size));
            expected.add("z".repeat(size));
        }
        expected.forEach(data -> publish("a", data));
        try (StreamReader behind = open("/sse?topic=a&lastEventId=earliest")) {
            behind.next();
            for (String data : expected) {
                assertThat(behind.next().data()).isEqualTo(data);
            }
            assertSent(Piece.STORED, expected.size());
            try (StreamReader live = open("/sse?topic=a")) {
                live.next();
                expected.forEach(data -> publish("a", data));
                for (String data : expected) {
                    assertThat(behind.next().data()).isEqualTo(data);
                    assertThat(live.next().data()).isEqualTo(data);
                }
            }
        }
    }

    @Test
    void streamsOfOneGroupThatStandDifferentlyAllGetTheirs() throws IOException {
        String last = "";
        var streams = new ArrayList<StreamReader>();
        for (int i = 0; i < 40; i++) {
            StreamReader stream = i % 3 == 2 ? open("/sse?topic=a", "Last-Event-ID: " + last) : open("/sse?topic=a");
            stream.next();
            streams.add(stream);
            int opened = i + 1;
            await().until(() -> server.counted(Counter.ACTIVE) == opened);
            String data = progress();
            last = publish("a", data);
            for (StreamReader open : streams) {
                assertThat(open.next()).isEqualTo(new Received("", data, last));
            }
        }
        for (StreamReader stream : streams) {
            stream.close();
        }
    }

    @Test
    void filtersSeveralTopicsAndPatternsGetWhatTheyWant() throws IOException {
        try (StreamReader filtered = open("/sse?topic=a&types=done");
                StreamReader several = open("/sse?topic=a&topic=b");
                StreamReader pattern = open("/sse?topic=*");
                StreamReader resumed = open("/sse?topic=a&last=3")) {
            for (StreamReader stream : List.of(filtered, several, pattern, resumed)) {
                stream.next();
            }
            await().until(() -> server.counted(Counter.ACTIVE) == 4);
            var random = new Random(7);
            for (int i = 0; i < 500; i++) {
                List<String> topics = switch (random.nextInt(4)) {
                    case 0 -> List.of("b");
                    case 1 -> List.of("b", "a");
                    default -> List.of("a");
                };
                String type = random.nextBoolean() ? "done" : "progress";
                String data = progress();
                String id = server.publish(new Event(topics, type, data, null, -1, false));
                var event = new Received(type, data, id);
                if (topics.contains("a")) {
                    assertThat(resumed.next()).isEqualTo(event);
                    if (type.equals("done")) {
                        assertThat(filtered.next()).isEqualTo(event);
                    }
                }
                assertThat(several.next()).isEqualTo(event);
                assertThat(pattern.next()).isEqualTo(event);
            }
        }
        assertThat(sent(Piece.CHAINED)).isPositive();
        assertThat(sent(Piece.INDEPENDENT)).isPositive();
    }

    @Test
    void whatNotEverybodyMayReadIsCompressedAsTheSettingSays() throws IOException {
        for (String way : List.of("independent", "chained", "off")) {
            server.restartWith(Map.of(
                    Setting.SSE_DEV, "false",
                    Setting.SSE_SUBSCRIBE_KEY, "secret",
                    Setting.SSE_PUBLIC_TOPICS, "open/*",
                    Setting.SSE_COMPRESSION_PRIVATE, way));
            try (StreamReader open = open("/sse?topic=open/1");
                    StreamReader closed = StreamReader.open(
                            server.port(),
                            "/sse?topic=open/1&topic=closed",
                            transport.headers("Authorization: Bearer secret"))) {
                assertThat(closed.headers.get("Content-Encoding")).isEqualTo(way.equals("off") ? null : "gzip");
                open.next();
                closed.next();
                await().until(() -> server.counted(Counter.ACTIVE) == 2);
                for (int i = 0; i < 10; i++) {
                    String data = progress();
                    String id = publish("open/1", data);
                    assertThat(open.next()).isEqualTo(new Received("", data, id));
                    assertThat(closed.next()).isEqualTo(new Received("", data, id));
                }
                assertSent(Piece.CHAINED, way.equals("chained") ? 18 : 9);
                assertSent(Piece.INDEPENDENT, way.equals("chained") ? 2 : way.equals("independent") ? 11 : 1);
            }
        }
    }

    @Test
    void nothingBelowTheThresholdIsDeflated() throws IOException {
        server.restartWith(Map.of(Setting.SSE_COMPRESSION_THRESHOLD, "1024"));
        try (StreamReader stream = open("/sse?topic=a")) {
            stream.next();
            await().until(() -> server.counted(Counter.ACTIVE) == 1);
            String small = "s".repeat(900);
            String large = "l".repeat(1100);
            for (String data : List.of(small, large, small, large, large)) {
                publish("a", data);
                assertThat(stream.next().data()).isEqualTo(data);
            }
        }
        assertSent(Piece.STORED, 2);
    }
}
