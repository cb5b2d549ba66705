package io.longwire.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.EventStreamParser.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class NoticesTest {
    private static final List<String> ODD_TOPICS = List.of(
            "\"quoted\"", "back\\slash", "</script>", "é/世界", "😀", "a b", "\u2028", "{}", "a:b", "[1,2]", "'", "%00");

    @Test
    void connectedNamesTheConnectionItsTopicsAndItsPosition() {
        var selectors = new ArrayList<>(ODD_TOPICS);
        selectors.add("\"/**");
        selectors.add("*");
        Received connected = received(Notices.connected("c\"1", selection(selectors), "id\\\n😀", 3_000));
        assertThat(connected.type()).isEqualTo("connected");
        Map<String, Object> fields = json(connected.data());
        assertThat(fields.keySet()).containsExactly("connection_id", "topics", "last_event_id");
        assertThat(fields).containsEntry("connection_id", "c\"1").containsEntry("last_event_id", "id\\\n😀");
        assertThat(fields.get("topics"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(selectors);
    }

    @Test
    void connectedSaysWhenToComeBackInTheSameEvent() {
        byte[] lines = Notices.connected("c", selection(List.of("a")), "7", 3_000);
        assertThat(EventStreamParser.retryMillis(lines)).isEqualTo(3_000);
        assertThat(received(lines).fields()).containsExactly("retry", "event", "data");
    }

    @Test
    void whatWasNotAskedIsNull() {
        Map<String, Object> resync = json(
                received(Notices.resync("lag", null, selection(List.of("a")))).data());
        assertThat(resync).containsEntry("asked", null).containsEntry("reason", "lag");
    }

    @Test
    void resyncTellsWhatWasAskedWhateverItIs() {
        var random = new Random(41);
        for (int i = 0; i < 2_000; i++) {
            String asked = OddText.make(random, 8);
            Received resync = received(Notices.resync("unknown-id", asked, selection(ODD_TOPICS)));
            assertThat(resync.type()).isEqualTo("resync");
            Map<String, Object> fields = json(resync.data());
            assertThat(fields.keySet()).containsExactly("reason", "asked", "topics");
            assertThat(fields).containsEntry("asked", asked);
        }
    }

    @Test
    void aHalfOfASurrogatePairThatAStrangerAskedForIsNoHarm() {
        Received resync = received(Notices.resync("unknown-id", "a\ud800b", selection(List.of("a"))));
        assertThat((String) json(resync.data()).get("asked")).startsWith("a").endsWith("b");
    }

    @Test
    void endNamesItsTopic() {
        for (String topic : ODD_TOPICS) {
            Received end = received(Notices.end(topic));
            assertThat(end.type()).isEqualTo("end");
            assertThat(json(end.data())).isEqualTo(Map.of("topic", topic));
        }
    }

    @Test
    void positionIsEmpty() {
        assertThat(received(Notices.position()).type()).isEqualTo("position");
        assertThat(received(Notices.position()).data()).isEqualTo("{}");
    }

    @Test
    void heartbeatsHaveTheFormThatWasAskedFor() {
        var now = Instant.parse("2026-01-02T03:04:05.678Z");
        Map<String, Object> expected = Map.of("type", "heartbeat", "timestamp", "2026-01-02T03:04:05.678Z");
        assertThat(received(Notices.heartbeat(null, now)).type()).isEqualTo("message");
        for (String type : List.of("heartbeat", "ping")) {
            assertThat(received(Notices.heartbeat(type, now)).type()).isEqualTo(type);
            assertThat(json(received(Notices.heartbeat(type, now)).data())).isEqualTo(expected);
        }
        assertThat(json(received(Notices.heartbeat(null, now)).data())).isEqualTo(expected);
    }

    private static Selection selection(List<String> selectors) {
        return Selection.of(selectors.stream().map(Selector::parse).toList(), null);
    }

    private static Received received(byte[] lines) {
        List<Received> events = EventStreamParser.parse((new String(lines, UTF_8) + "\n").getBytes(UTF_8));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** A flat object of strings, nulls and lists of strings. */
    private static Map<String, Object> json(String text) {
        var fields = new LinkedHashMap<String, Object>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                fields.put(name, value(parser));
            }
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isNull();
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
            var list = new ArrayList<String>();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                list.add(parser.getString());
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getString();
    }
}
