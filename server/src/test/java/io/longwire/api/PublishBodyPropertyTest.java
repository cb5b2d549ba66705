package io.longwire.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.access.Grant;
import io.longwire.event.Event;
import io.longwire.event.EventEncoder;
import io.longwire.event.EventStreamParser;
import io.longwire.event.OddText;
import io.longwire.event.RandomEvents;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.property.Cases;
import io.longwire.property.Mutation;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every body is what its publisher meant, or is refused by name. */
@Timeout(60)
class PublishBodyPropertyTest {
    private static final PublishLimits LIMITS = new PublishLimits(200, 1000, 3, Grant.everything("test"));
    private static final PublishLimits WIDE = new PublishLimits(1 << 20, 1 << 20, 100, Grant.everything("test"));

    @Test
    void aFormIsTheEventItWasWrittenOf() {
        Cases.check(1_000, random -> {
            Event event = RandomEvents.ofAnyKind(random);
            byte[] body = RandomBodies.form(random, event);
            assertThat(new FormBody("", WIDE).read(body).events()).containsExactly(event);
            assertThat(new FormBody(new String(body, ISO_8859_1), WIDE)
                            .read(new byte[0])
                            .events())
                    .as("the same as a query")
                    .containsExactly(event);
        });
    }

    @Test
    void jsonIsTheEventItWasWrittenOf() {
        Cases.check(1_000, random -> {
            Event event = RandomEvents.ofAnyKind(random);
            Event other = RandomEvents.ofAnyKind(random);
            String one = RandomBodies.json(random, event);
            String array = RandomBodies.space(random) + "[" + one + "," + RandomBodies.json(random, other) + "]\n";
            assertThat(new JsonBody(WIDE).read(one.getBytes(UTF_8)).events()).containsExactly(event);
            assertThat(new JsonBody(WIDE).read(array.getBytes(UTF_8)).events()).containsExactly(event, other);
        });
    }

    @Test
    void aJsonValueAsDataIsTheSameValueCompact() {
        Cases.check(3_000, random -> {
            RandomBodies.Json value = RandomBodies.value(random, 4);
            byte[] body = ("{\"topic\":\"a\",\"data\":" + value.spaced() + "}").getBytes(UTF_8);
            assertThat(new JsonBody(WIDE).read(body).events().get(0).data()).isEqualTo(value.compact());
        });
    }

    @Test
    void aTextIsTheDataItIs() {
        Cases.check(1_000, random -> {
            Event event = RandomEvents.ofAnyKind(random);
            if (event.data() != null) {
                var text = new TextBody(Fields.parse(RandomBodies.query(random, event)), WIDE);
                assertThat(text.read(event.data().getBytes(UTF_8)).events()).containsExactly(event);
            }
        });
    }

    @Test
    void aSpoiltFormIsEventsOrRefused() {
        Cases.check(3_000, random -> {
            byte[] body = Mutation.of(random, RandomBodies.form(random, RandomEvents.ofAnyKind(random)));
            eventsOrRefused(() -> new FormBody("", LIMITS).read(body).events());
        });
    }

    @Test
    void spoiltJsonIsEventsOrRefused() {
        Cases.check(3_000, random -> {
            String one = RandomBodies.json(random, RandomEvents.ofAnyKind(random));
            String text = random.nextBoolean() ? one : "[" + one + "," + one + "]";
            byte[] body = Mutation.of(random, text.getBytes(UTF_8));
            eventsOrRefused(() -> new JsonBody(LIMITS).read(body).events());
            eventsOrRefused(() -> List.of(new JsonBody(LIMITS).readLine(body, 0, body.length)));
        });
    }

    @Test
    void aSpoiltTextIsEventsOrRefused() {
        Cases.check(2_000, random -> {
            Event event = RandomEvents.ofAnyKind(random);
            String query = RandomBodies.query(random, event);
            String spoilt = new String(Mutation.of(random, query.getBytes(ISO_8859_1)), ISO_8859_1);
            byte[] body = Mutation.of(random, OddText.make(random, 20).getBytes(UTF_8));
            eventsOrRefused(
                    () -> new TextBody(Fields.parse(spoilt), LIMITS).read(body).events());
        });
    }

    @Test
    void anyBytesAreEventsOrRefused() {
        Cases.check(2_000, random -> {
            var body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            eventsOrRefused(() -> new FormBody("", LIMITS).read(body).events());
            eventsOrRefused(() -> new JsonBody(LIMITS).read(body).events());
            eventsOrRefused(() ->
                    new TextBody(Fields.parse("topic=a"), LIMITS).read(body).events());
        });
    }

    @Test
    void deepAndLongJsonIsEventsOrRefused() {
        for (String open : List.of("[", "{\"a\":", "[{\"topic\":\"a\",\"data\":", "{\"topic\":\"a\",\"data\":[")) {
            for (int depth : new int[] {10, 499, 500, 501, 100_000}) {
                byte[] body = open.repeat(depth).getBytes(UTF_8);
                eventsOrRefused(() -> new JsonBody(WIDE).read(body).events());
            }
        }
        for (String piece : List.of("9", "\\u0061", "a", "-", "1e9", "\\")) {
            String data = piece.repeat(200_000);
            for (String text : List.of(data, "\"" + data + "\"", "{\"" + data + "\":1}")) {
                byte[] body = ("{\"topic\":\"a\",\"data\":" + text + "}").getBytes(UTF_8);
                eventsOrRefused(() -> new JsonBody(WIDE).read(body).events());
            }
        }
    }

    private static void eventsOrRefused(Supplier<List<Event>> reading) {
        List<Event> events;
        try {
            events = reading.get();
        } catch (RequestException refused) {
            assertThat(refused.status().code()).isIn(400, 413);
            assertThat(refused.detail()).isNotBlank().hasSizeLessThan(600).doesNotContain("\n", "\r", "\0");
            return;
        }
        assertThat(events).isNotEmpty();
        events.forEach(PublishBodyPropertyTest::arrivesAsItIs);
    }

    private static void arrivesAsItIs(Event event) {
        byte[] lines = EventEncoder.encode(event);
        byte[] stream = java.util.Arrays.copyOf(lines, lines.length + 1);
        stream[lines.length] = '\n';
        List<EventStreamParser.Received> received = EventStreamParser.parse(stream);
        assertThat(received).hasSize(1);
        String data = event.data() == null ? "" : event.data();
        assertThat(received.get(0).data()).isEqualTo(data.replace("\r\n", "\n").replace('\r', '\n'));
        assertThat(received.get(0).type()).isEqualTo(event.type() == null ? "message" : event.type());
        assertThat(received.get(0).lastEventId()).isEqualTo(event.id() == null ? "" : event.id());
    }

    @Test
    void linesAreTheSameInWhateverPiecesTheyCome() {
        Cases.check(2_000, random -> {
            String text = OddText.garbage(random, "abc\n\n\r ", 60);
            byte[] bytes = text.getBytes(UTF_8);
            String decoded = new String(bytes, UTF_8);
            var expected = new ArrayList<>(List.of(decoded.split("\n", -1)));
            if (expected.get(expected.size() - 1).isEmpty()) {
                expected.remove(expected.size() - 1);
            }
            assertThat(lines(random, bytes)).isEqualTo(expected);
        });
    }

    private static List<String> lines(Random random, byte[] bytes) {
        var buffer = new LineBuffer(WIDE);
        var lines = new ArrayList<String>();
        for (int at = 0; at < bytes.length; ) {
            int length = 1 + random.nextInt(Math.min(bytes.length - at, 12));
            buffer.add(Unpooled.wrappedBuffer(bytes, at, length));
            at += length;
            if (random.nextInt(3) > 0) {
                take(buffer, lines);
            }
        }
        buffer.end();
        take(buffer, lines);
        assertThat(buffer.isEmpty()).isTrue();
        return lines;
    }

    private static void take(LineBuffer buffer, List<String> lines) {
        while (buffer.next()) {
            lines.add(new String(buffer.bytes(), buffer.from(), buffer.length(), UTF_8));
        }
    }
}
