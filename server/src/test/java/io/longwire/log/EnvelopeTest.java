package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.EventStreamParser;
import io.longwire.event.EventStreamParser.Received;
import io.longwire.property.Cases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Events in the original application's envelope, as the log holds them. */
class EnvelopeTest {
    /** The one event of the row's piece; null when it has none. */
    private static Received enveloped(Segment segment, int row) {
        SegmentPieces pieces = segment.pieces();
        PieceColumn column = pieces == null ? null : pieces.enveloped();
        Memory memory = column == null ? null : column.memory(row);
        if (memory == null) {
            return null;
        }
        var bytes = new byte[column.end(row) - column.start(row)];
        memory.buffer().get(column.start(row), bytes);
        List<Received> events = EventStreamParser.parse(EventStreamParser.unchunk(bytes));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String opened(String envelope) {
        assertThat(envelope).startsWith("H4sI");
        try (var data =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(envelope)))) {
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Event event(Random random) {
        String alphabet = random.nextBoolean() ? "{}\",: ä\n" : "abcdefghijklmnopqrstuvwxyz0123456789-_ \r\n";
        String data = random.ints(random.nextInt(4000), 0, alphabet.length())
                .collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), StringBuilder::append)
                .toString();
        String type = random.nextBoolean() ? "progress" : null;
        String own = random.nextInt(4) == 0 ? "own-" + random.nextInt(1000) : null;
        return new Event(List.of("a"), type, data, own, random.nextInt(3) - 1, false);
    }

    @Test
    void theEnvelopeOpensToTheDataAndNothingElseOfTheEventChanges() {
        Cases.check(40, random -> {
            try (var log = new TestLog(1 << 20)) {
                if (random.nextBoolean()) {
                    log.log.pieceDemand().opened();
                }
                long first = log.append(event(random))[0];
                log.log.envelopeDemand().opened();
                for (int i = 0; i < 30; i++) {
                    log.append(event(random), event(random));
                }
                LogView view = log.log.view();
                for (Segment segment = view.first(); segment != null; segment = view.after(segment)) {
                    for (int row = 0; row < view.rows(segment); row++) {
                        check(TestLog.received(segment, row), enveloped(segment, row), segment.id(row) > first);
                    }
                }
            }
        });
    }

    private static void check(Received plain, Received enveloped, boolean wanted) {
        boolean isLarge = plain.data().getBytes(StandardCharsets.UTF_8).length > 1024;
        assertThat(enveloped != null).isEqualTo(wanted && isLarge);
        if (enveloped != null) {
            List<String> fields = plain.fields().stream().distinct().toList(); // one line of data
            assertThat(enveloped.fields()).isEqualTo(fields);
            assertThat(new Received(enveloped.type(), opened(enveloped.data()), enveloped.lastEventId(), fields))
                    .isEqualTo(new Received(plain.type(), plain.data(), plain.lastEventId(), fields));
        }
    }

    @Test
    void otherStreamsGetNone() {
        try (var log = new TestLog(1 << 20)) {
            log.log.pieceDemand().opened();
            log.appendOne("a", "x".repeat(5000));
            assertThat(enveloped(log.log.view().first(), 0)).isNull();
        }
    }
}
