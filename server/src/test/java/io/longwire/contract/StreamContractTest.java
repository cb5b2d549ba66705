package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.contract.StreamReader.Received;
import io.longwire.event.Event;
import io.longwire.log.ResyncReason;
import io.longwire.stream.CloseReason;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import io.longwire.stream.StreamPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every stream keeps, whichever way its socket is served. Real sockets, raw bytes. */
@ParameterizedClass
@EnumSource(Transport.class)
class StreamContractTest {

    @RegisterExtension
    final TestServer server;

    private final Transport transport;

    StreamContractTest(Transport transport) {
        this.transport = transport;
        server = transport.server();
    }

    private void restart(Setting setting, String value, Setting other, String otherValue) throws IOException {
        server.restartWith(Map.of(setting, value, other, otherValue));
    }

    private String publish(String topic, String data) {
        return server.publish(Event.of(topic, null, data));
    }

    private void end(String topic) {
        server.publish(new Event(List.of(topic), null, null, null, -1, true));
    }

    private StreamReader open(String path, String... headers) throws IOException {
        return StreamReader.open(server.port(), path, transport.headers(headers));
    }

    /** Text that hardly shrinks. */
    private static String noise(int seed) {
        return new Random(seed)
                .ints(20_000, 0x21, 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long closed(CloseReason reason) {
        return ShardCounters.total(server.hub().shards(), counters -> counters.closed(reason));
    }

    private long resynced(ResyncReason reason) {
        return ShardCounters.total(server.hub().shards(), counters -> counters.resynced(reason));
    }

    @Test
    void beginsWithConnectedAndDeliversInOrder() throws IOException {
        try (StreamReader stream = open("/sse?topic=a")) {
            assertThat(stream.status).isEqualTo(200);
            assertThat(stream.headers)
                    .containsEntry("Content-Type", "text/event-stream; charset=utf-8")
                    .containsEntry("Cache-Control", "no-cache, no-transform")
                    .containsEntry("X-Accel-Buffering", "no")
                    .containsEntry("Vary", "Accept-Encoding")
                    .containsEntry("Connection", "close");
            assertThat("gzip".equals(stream.headers.get("Content-Encoding"))).isEqualTo(transport.isGzip());
            assertThat(stream.next().type()).isEqualTo("connected");
            var ids = new ArrayList<String>();
            for (int i = 0; i < 100; i++) {
                ids.add(publish("a", "n" + i));
                publish("other", "not for us");
            }
            for (int i = 0; i < 100; i++) {
                Received event = stream.next();
                assertThat(event).isEqualTo(new Received("", "n" + i, ids.get(i)));
            }
        }
        await().until(() -> server.counted(Counter.ACTIVE) == 0);
        assertThat(closed(CloseReason.CLIENT_CLOSED)).isEqualTo(1);
    }

    @Test
    void resumesAfterAnIdWithNothingLostAndNothingTwice() throws IOException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 2000; i++) {
            ids.add(publish(i % 2 == 0 ? "a" : "b", "n" + i));
        }
        try (StreamReader one = open("/sse?topic=a", "Last-Event-ID: " + ids.get(99));
                StreamReader both = open("/sse?topic=a&topic=b&lastEventId=" + ids.get(99));
                StreamReader pattern = open("/sse?topic=*", "Last-Event-ID: " + ids.get(99))) {
            assertThat(one.next()).extracting(Received::type, Received::id).containsExactly("connected", ids.get(99));
            both.next();
            pattern.next();
            for (int i = 100; i < 2000; i++) {
                if (i % 2 == 0) {
                    assertThat(one.next().data()).isEqualTo("n" + i);
                }
                assertThat(both.next().data()).isEqualTo("n" + i);
                assertThat(pattern.next().data()).isEqualTo("n" + i);
            }
            String live = publish("a", "live");
            assertThat(one.next()).isEqualTo(new Received("", "live", live));
            assertThat(both.next()).isEqualTo(new Received("", "live", live));
            assertThat(pattern.next()).isEqualTo(new Received("", "live", live));
        }
    }

    @Test
    void endsInOrderWhenAllTopicsHaveEnded() throws IOException {
        publish("a", "1");
        try (StreamReader stream = open("/sse?topic=a&topic=b")) {
            stream.next();
            end("a");
            assertThat(stream.next())
                    .extracting(Received::type, Received::data)
                    .containsExactly("end", "{\"topic\":\"a\"}");
            publish("b", "2");
            assertThat(stream.next().data()).isEqualTo("2");
            end("b");
            Received last = stream.next();
            assertThat(last.data()).isEqualTo("{\"topic\":\"b\"}");
            assertThat(stream.next()).isNull();
            assertThat(stream.endedInOrder()).isTrue();
            assertThat(open("/sse?topic=a&topic=b", "Last-Event-ID: " + last.id()).status)
                    .isEqualTo(204);
        }
        try (StreamReader fresh = open("/sse?topic=a&last=5")) {
            assertThat(fresh.next().type()).isEqualTo("connected");
            assertThat(fresh.next().data()).isEqualTo("1");
            assertThat(fresh.next().type()).isEqualTo("end");
            assertThat(fresh.next()).isNull();
        }
        await().untilAsserted(() -> assertThat(closed(CloseReason.ENDED)).isEqualTo(2));
    }

    @Test
    void anHttp10PeerGetsPlainBytes() throws IOException {
        String request = "GET /sse?topic=a HTTP/1.0\r\nHost: localhost\r\n\r\n";
        try (StreamReader stream = new StreamReader(server.port(), request, 0)) {
            assertThat(stream.headers).doesNotContainKey("Transfer-Encoding");
            stream.next();
            for (int i = 0; i < 50; i++) {
                publish("a", "x".repeat(i * 10) + i);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(stream.next().data()).isEqualTo("x".repeat(i * 10) + i);
            }
            end("a");
            assertThat(stream.next().type()).isEqualTo("end");
            assertThat(stream.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resync", "close"})
    void aReaderTooFarBehindMeetsThePolicyAndOthersDoNotNotice(String policy) throws IOException {
        // Compressed streams share the log's memory with their pieces.
        server.restartWith(Map.of(
                Setting.SSE_LOG_BYTES, "1MiB",
                Setting.SSE_MAX_LAG, "256KiB",
                Setting.SSE_SLOW_READER, policy));

        try (StreamReader slow = new StreamReader(
                        server.port(), StreamReader.request("/sse?topic=a", transport.headers()), 4096);
                StreamReader quick = open("/sse?topic=a")) {
            slow.next();
            quick.next();
            int published = 0;
            while (!farBehind() && !metThePolicy()) {
                publish("a", published + noise(published));
                assertThat(quick.next().data()).isEqualTo(published + noise(published));
                published++;
                assertThat(published).isLessThan(2000);
            }
            publish("a", "last");
            assertThat(quick.next().data()).isEqualTo("last");
            int expected = 0;
            Received event = slow.next();
            while (event != null && event.type().isEmpty() && !event.data().equals("last")) {
                assertThat(event.data()).isEqualTo(expected + noise(expected));
                expected++;
                event = slow.next();
            }
            if (policy.equals("resync")) {
                assertThat(event).isNotNull();
                assertThat(event.type()).isEqualTo("resync");
                assertThat(event.data()).contains("\"reason\":\"lag\"");
                publish("a", "after");
                Received next = slow.next("");
                while (!next.data().equals("last") && !next.data().equals("after")) {
                    next = slow.next(""); // published after the resync
                }
            } else {
                assertThat(event).isNull();
                assertThat(slow.endedInOrder()).isTrue();
                assertThat(closed(CloseReason.SLOW_READER)).isEqualTo(1);
            }
        }
    }

    /** By more than the limit and what the sockets' buffers can hold. */
    private boolean farBehind() {
        return server.hub().log().view().endOffset() > 3 << 20 && server.counted(Counter.LAGGING) == 1;
    }

    /** A slow reader is told when its socket has room again: as a rule once it reads, sooner where the kernel widens its buffer. */
    private boolean metThePolicy() {
        return closed(CloseReason.SLOW_READER) + resynced(ResyncReason.LAG) > 0;
    }

    @Test
    void anIdleStreamGetsCommentsAndAHeartbeatStreamGetsEvents() throws IOException {
        restart(Setting.SSE_HEARTBEAT_INTERVAL, "200ms", Setting.SSE_IDLE_TIMEOUT, "10s");
        try (StreamReader comments = open("/sse?topic=a");
                StreamReader events = open("/sse?topic=a&heartbeat=event")) {
            comments.next();
            comments.awaitComment();
            comments.awaitComment();
            events.next();
            Received heartbeat = events.next();
            assertThat(heartbeat.type()).isEqualTo("heartbeat");
            assertThat(heartbeat.data()).contains("\"type\":\"heartbeat\"").contains("timestamp");
            assertThat(heartbeat.id()).isNotEmpty();
            String id = publish("a", "1");
            assertThat(comments.next()).isEqualTo(new Received("", "1", id));
            assertThat(events.next("").data()).isEqualTo("1");
        }
    }

    @Test
    void aBareStreamGetsABlockOfHeartbeatsThatSatisfiesEveryClient() throws IOException {
        restart(Setting.SSE_HEARTBEAT_INTERVAL, "200ms", Setting.SSE_IDLE_TIMEOUT, "10s");
        try (StreamReader bare = open("/sse");
                StreamReader asked = open("/sse?heartbeat=all&topic=a")) {
            for (StreamReader stream : List.of(bare, asked)) {
                stream.next();
                for (int block = 1; block <= 2; block++) {
                    Received named = stream.next();
                    assertThat(stream.comments).isEqualTo(block);
                    Received unnamed = stream.next();
                    assertThat(named.type()).isEqualTo("heartbeat");
                    assertThat(named.data()).contains("\"type\":\"heartbeat\"").contains("timestamp");
                    assertThat(named.id()).isNotEmpty();
                    assertThat(unnamed).isEqualTo(new Received("", named.data(), named.id()));
                    assertThat(stream.next()).isEqualTo(new Received("ping", named.data(), named.id()));
                }
            }
        }
    }

    @Test
    void theOperatorsFormIsThatOfStreamsThatAskForNone() throws IOException {
        restart(Setting.SSE_HEARTBEAT_INTERVAL, "200ms", Setting.SSE_HEARTBEAT_FORM, "ping");
        try (StreamReader bare = open("/sse");
                StreamReader other = open("/sse?topic=a");
                StreamReader asked = open("/sse?topic=a&heartbeat=event")) {
            bare.next();
            assertThat(bare.next().type()).isEqualTo("ping");
            other.next();
            assertThat(other.next().type()).isEqualTo("ping");
            asked.next();
            assertThat(asked.next().type()).isEqualTo("heartbeat");
        }
    }

    @Test
    void aPeerThatTakesNothingForTheIdleTimeoutIsClosed() throws IOException {
        restart(Setting.SSE_HEARTBEAT_INTERVAL, "300ms", Setting.SSE_IDLE_TIMEOUT, "1s");
        try (StreamReader stalled =
                new StreamReader(server.port(), StreamReader.request("/sse?topic=a", transport.headers()), 4096)) {
            stalled.next();
            for (int i = 0; i < 200; i++) {
                publish("a", noise(i));
            }
            await().until(() -> server.counted(Counter.ACTIVE) == 0);
            assertThat(closed(CloseReason.STALLED) + closed(CloseReason.VANISHED))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void theReasonOfACloseIsTheSameOnEveryTransport(Leaving leaving) throws IOException {
        StreamReader stream = open("/sse?topic=a");
        stream.next();
        await().until(() -> server.counted(Counter.ACTIVE) == 1);
        switch (leaving) {
            case CLOSES -> stream.close();
            case CLOSES_HALF -> stream.socket.shutdownOutput();
            case CLOSES_BEFORE_MORE_IS_WRITTEN -> {
                stream.close();
                for (int i = 0; i < 20; i++) {
                    publish("a", "more");
                }
            }
            case CLOSES_WITH_SOMETHING_UNREAD -> {
                publish("a", "unread");
                await().until(() -> server.counted(Counter.DELIVERIES) == 1);
                stream.close();
            }
            case RESETS -> {
                stream.socket.setSoLinger(true, 0);
                stream.close();
            }
        }
        await().until(() -> server.counted(Counter.ACTIVE) == 0);
        assertThat(closed(leaving.reason)).isEqualTo(1);
        stream.close();
    }

    private enum Leaving {
        CLOSES(CloseReason.CLIENT_CLOSED),
        CLOSES_HALF(CloseReason.CLIENT_CLOSED),
        CLOSES_BEFORE_MORE_IS_WRITTEN(CloseReason.CLIENT_CLOSED),
        /** A JDK socket ends its side first, and refuses what is unread afterwards. */
        CLOSES_WITH_SOMETHING_UNREAD(CloseReason.CLIENT_CLOSED),
        RESETS(CloseReason.RESET);

        private final CloseReason reason;

        Leaving(CloseReason reason) {
            this.reason = reason;
        }
    }

    @Test
    void everyOpenStreamIsListedUnderTheIdItWasTold() throws IOException {
        try (StreamReader one = open("/sse?topic=a");
                StreamReader other = open("/sse?topic=b&heartbeat=event")) {
            String oneId = one.next().data();
            String otherId = other.next().data();
            publish("a", "1");
            publish("a", "22");
            one.next();
            one.next();
            await().untilAsserted(() -> assertThat(list()).hasSize(2));
            var byId = new HashMap<String, StreamInfo>();
            list().forEach(info -> byId.put(server.hub().connectionIds().render(info.number()), info));
            assertThat(byId).hasSize(2).allSatisfy((id, info) -> {
                assertThat(info.address()).isEqualTo("127.0.0.1");
                assertThat(info.bytesBehind()).isZero();
                boolean isOne = oneId.contains("\"" + id + "\"");
                assertThat(isOne || otherId.contains("\"" + id + "\"")).isTrue();
                assertThat(info.events()).isEqualTo(isOne ? 2 : 0);
                assertThat(info.selection().onlyTopic()).isEqualTo(isOne ? "a" : "b");
                assertThat(info.bytes() > 0).isEqualTo(isOne);
            });
        }
    }

    private List<StreamInfo> list() {
        var found = new ArrayList<StreamInfo>();
        StreamCursor cursor = StreamCursor.START;
        while (cursor != null) {
            StreamPage page = server.hub().streams(cursor, 1).join();
            found.addAll(page.streams());
            cursor = page.next();
        }
        return found;
    }

    @Test
    void aStreamThatIsOldEnoughEndsInOrderAndGoesOnWithoutLoss() throws IOException {
        restart(Setting.SSE_HEARTBEAT_INTERVAL, "200ms", Setting.SSE_MAX_STREAM_AGE, "1s");
        String last;
        try (StreamReader stream = open("/sse?topic=a")) {
            stream.next();
            String got = publish("a", "1");
            publish("b", "not for us");
            String head = server.hub().render(server.hub().log().view().headId());
            assertThat(stream.next().id()).isEqualTo(got);
            assertThat(stream.next()).isEqualTo(new Received("position", "{}", head));
            assertThat(stream.next()).isNull();
            assertThat(stream.endedInOrder()).isTrue();
            last = head;
        }
        await().until(() -> server.counted(Counter.ACTIVE) == 0);
        assertThat(closed(CloseReason.MAX_AGE)).isEqualTo(1);
        String missed = publish("a", "2");
        try (StreamReader again = open("/sse?topic=a", "Last-Event-ID: " + last)) {
            assertThat(again.next().type()).isEqualTo("connected");
            assertThat(again.next()).isEqualTo(new Received("", "2", missed));
        }
    }

    @Test
    void aStopEndsEveryStreamInOrderWithAPlaceToResumeFrom() throws IOException {
        try (StreamReader one = open("/sse?topic=a");
                StreamReader other = new StreamReader(server.port(), "GET /sse?topic=b HTTP/1.0\r\n\r\n", 0)) {
            one.next();
            other.next();
            await().until(() -> server.counted(Counter.ACTIVE) == 2);
            publish("a", "1");
            String head = publish("c", "not for them");
            assertThat(one.next().data()).isEqualTo("1");
            server.close();
            for (StreamReader stream : List.of(one, other)) {
                assertThat(stream.next()).isEqualTo(new Received("position", "{}", head));
                assertThat(stream.retry).isBetween(1000, 5000);
                assertThat(stream.next()).isNull();
                assertThat(stream.endedInOrder()).isTrue();
            }
            assertThat(closed(CloseReason.DRAIN)).isEqualTo(2);
        }
    }
}
