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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that asked for the original application's envelope, whichever way their sockets are served. */
@ParameterizedClass
@EnumSource(names = {"DETACHED", "EPOLL", "NIO", "NIO_GZIP"})
class EnvelopeStreamTest {
    private static final String SMALL = "{\"message\":\"small\"}";

    @RegisterExtension
    final TestServer server;

    private final Transport transport;
    private int opened;

    EnvelopeStreamTest(Transport transport) {
        this.transport = transport;
        server = transport.server();
    }

    private StreamReader open(String path, String... headers) throws IOException {
        StreamReader stream = StreamReader.open(server.port(), path, transport.headers(headers));
        assertThat(stream.headers).doesNotContainKey("Content-Encoding");
        assertThat(stream.next().type()).isEqualTo("connected");
        opened++;
        await().until(() -> server.counted(Counter.OPENED) == opened);
        return stream;
    }

    private String publish(String type, String data) {
        return server.publish(Event.of("broadcast", type, data));
    }

    private long sent() {
        return ShardCounters.total(server.hub().shards(), counters -> counters.events(Piece.ENVELOPED));
    }

    private static String large(int number) {
        return "{\"number\":" + number + ",\"summary\":\"" + "Überraschend wenig geschah. ".repeat(60 + number) + "\"}";
    }

    /** As the original's clients do it. */
    private static Received unwrapped(Received event) throws IOException {
        if (!event.data().startsWith("H4sI")) {
            return event;
        }
        var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(event.data()));
        try (var data = new GZIPInputStream(bytes)) {
            return new Received(event.type(), new String(data.readAllBytes(), StandardCharsets.UTF_8), event.id());
        }
    }

    @Test
    void largeEventsComeInTheEnvelopeAndSmallOnesAsTheyAre() throws IOException {
        try (StreamReader sse = open("/sse?envelope=gzip-base64");
                StreamReader events = open("/events?envelope=gzip-base64&subscribe=system");
                StreamReader plain = StreamReader.open(server.port(), "/sse?topic=broadcast")) {
            plain.next();
            for (int i = 0; i < 20; i++) {
                String data = i % 4 == 3 ? SMALL : large(i);
                var expected = new Received("system", data, publish("system", data));
                for (StreamReader stream : List.of(sse, events)) {
                    Received event = stream.next();
                    assertThat(event.data().startsWith("H4sI")).isEqualTo(i % 4 != 3);
                    assertThat(unwrapped(event)).isEqualTo(expected);
                }
                assertThat(plain.next()).isEqualTo(expected);
            }
            await().untilAsserted(() -> assertThat(sent()).isEqualTo(30));
        }
    }

    @Test
    void aStreamThatResumesFindsThemSoAndWhatIsOlderThanTheFirstAsItWas() throws IOException {
        var expected = new ArrayList<Received>();
        for (int i = 0; i < 5; i++) {
            expected.add(new Received("", large(i), publish(null, large(i))));
        }
        try (StreamReader live = open("/sse?envelope=gzip-base64")) {
            for (int i = 5; i < 30; i++) {
                expected.add(new Received("", large(i), publish(null, large(i))));
                assertThat(unwrapped(live.next())).isEqualTo(expected.get(i));
            }
        }
        try (StreamReader again = open(
                "/sse?envelope=gzip-base64", "Last-Event-ID: " + expected.get(2).id())) {
            for (int i = 3; i < 30; i++) {
                Received event = again.next();
                assertThat(event.data().startsWith("H4sI")).isEqualTo(i >= 5);
                assertThat(unwrapped(event)).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void nobodyElsePaysForTheEnvelope() throws IOException {
        try (StreamReader plain = StreamReader.open(server.port(), "/sse", "Accept-Encoding: gzip")) {
            plain.next();
            await().until(() -> server.counted(Counter.OPENED) == 1);
            opened++;
            publish(null, large(1));
            plain.next();
        }
        try (StreamReader later = open("/sse?envelope=gzip-base64&last=1")) {
            assertThat(later.next().data()).isEqualTo(large(1));
        }
        assertThat(sent()).isZero();
    }

    @Test
    void theThresholdIsTheSettings() throws IOException {
        server.restartWith(Map.of(Setting.SSE_COMPRESSION_THRESHOLD, "10"));
        try (StreamReader stream = open("/sse?envelope=gzip-base64")) {
            publish(null, "0123456789");
            assertThat(stream.next().data()).isEqualTo("0123456789");
            publish(null, "0123456789\r\n\nx");
            Received event = stream.next();
            assertThat(event.data()).startsWith("H4sI");
            assertThat(unwrapped(event).data()).isEqualTo("0123456789\n\nx");
        }
    }

    @Test
    void whereNothingIsCompressedEventsComeAsTheyAre() throws IOException {
        server.restartWith(Map.of(Setting.SSE_COMPRESSION, "off"));
        try (StreamReader stream = open("/sse?envelope=gzip-base64")) {
            publish(null, large(1));
            assertThat(stream.next().data()).isEqualTo(large(1));
        }
    }

    @Test
    void whereWhatIsPrivateIsNotCompressedEventsComeAsTheyAre() throws IOException {
        server.restartWith(Map.of(
                Setting.SSE_DEV, "false",
                Setting.SSE_SUBSCRIBE_KEY, "secret",
                Setting.SSE_COMPRESSION_PRIVATE, "off"));
        try (StreamReader open = open("/sse?envelope=gzip-base64");
                StreamReader more =
                        open("/sse?topic=broadcast&topic=own&envelope=gzip-base64", "Authorization: Bearer secret")) {
            publish(null, large(1));
            assertThat(open.next().data()).startsWith("H4sI");
            assertThat(more.next().data()).isEqualTo(large(1));
        }
    }

    @Test
    void anHttp10ClientGetsEventsAsTheyAre() throws IOException {
        String request = "GET /sse?envelope=gzip-base64 HTTP/1.0\r\n\r\n";
        try (StreamReader enveloped = open("/sse?envelope=gzip-base64");
                StreamReader old = new StreamReader(server.port(), request, 0)) {
            old.next();
            publish(null, large(1));
            assertThat(enveloped.next().data()).startsWith("H4sI");
            assertThat(old.next().data()).isEqualTo(large(1));
        }
    }

    @Test
    void anotherEnvelopeIsRefused() throws IOException {
        for (String path : List.of("/sse", "/events")) {
            try (StreamReader refused = StreamReader.open(server.port(), path + "?envelope=zstd")) {
                assertThat(refused.status).isEqualTo(400);
            }
        }
    }
}
