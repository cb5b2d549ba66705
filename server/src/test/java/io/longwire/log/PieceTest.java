package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.GzipBody;
import io.longwire.property.Cases;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Pieces as the log holds them, without streams. */
class PieceTest {
    /** One row that is held. */
    private record Row(Segment segment, int row) {
        long id() {
            return segment.id(row);
        }

        byte[] inner() {
            return bytes(segment.memory(), segment.innerStart(row), segment.innerEnd(row));
        }

        /** The deflate bytes of its piece; null when it has none. */
        byte[] piece(boolean chained) {
            SegmentPieces pieces = segment.pieces();
            PieceColumn column = pieces == null ? null : chained ? pieces.chained() : pieces.independent();
            Memory memory = column == null ? null : column.memory(row);
            return memory == null ? null : unchunked(bytes(memory, column.start(row), column.end(row)));
        }

        long predecessor() {
            return segment.pieces() == null ? 0 : segment.pieces().predecessor(row);
        }

        byte[] stored() {
            return unchunked(GzipBody.stored(inner()));
        }

        private static byte[] bytes(Memory memory, int from, int to) {
            var bytes = new byte[to - from];
            memory.buffer().get(from, bytes);
            return bytes;
        }

        private static byte[] unchunked(byte[] chunk) {
            int at = 0;
            while (chunk[at] != '\n') {
                at++;
            }
            int length = Integer.parseInt(new String(chunk, 0, at - 1, java.nio.charset.StandardCharsets.US_ASCII), 16);
            assertThat(chunk).hasSize(at + 1 + length + 2).endsWith('\r', '\n');
            return Arrays.copyOfRange(chunk, at + 1, at + 1 + length);
        }
    }

    private static List<Row> rows(EventLog log) {
        var rows = new ArrayList<Row>();
        LogView view = log.view();
        for (Segment segment = view.first(); segment != null; segment = view.after(segment)) {
            for (int row = 0; row < view.rows(segment); row++) {
                rows.add(new Row(segment, row));
            }
        }
        return rows;
    }

    private static Event event(Random random, int number) {
        List<String> topics = switch (random.nextInt(6)) {
            case 0 -> List.of("b");
            case 1 -> List.of("b", "a");
            default -> List.of("a");
        };
        String data = switch (random.nextInt(8)) {
            case 0 -> "n" + number;
            case 1 -> noise(random);
            case 2 -> "z".repeat(random.nextInt(60_000));
            default ->
                "{\"step\":" + number + ",\"message\":\"" + "nothing out of the ordinary ".repeat(1 + number % 9)
                        + "\"}";
        };
        boolean end = random.nextInt(400) == 0;
        return new Event(topics, random.nextBoolean() ? "progress" : null, data, null, -1, end);
    }

    private static String noise(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(3000); i > 0; i--) {
            text.append((char) (0x21 + random.nextInt(0x5e)));
        }
        return text.toString();
    }

    private static void fill(TestLog log, Random random, int events) {
        for (int i = 0; i < events; ) {
            var batch = new ArrayList<Event>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                batch.add(event(random, i++));
            }
            log.millis.addAndGet(10_000);
            try {
                log.tryAppend(batch);
            } catch (AppendException ended) {
                assertThat(ended.reason()).isEqualTo(AppendException.Reason.TOPIC_ENDED);
            }
        }
    }

    @Test
    void anyPathThroughThePiecesInflatesToTheEventsAsTheyArrive() {
        Cases.check(60, random -> {
            try (var log = new TestLog(1 << 20)) {
                fill(log, random, 20);
                log.log.pieceDemand().opened();
                fill(log, random, 300);
                List<Row> rows = rows(log.log);
                assertThat(rows).anyMatch(row -> row.piece(false) != null).anyMatch(row -> row.piece(true) != null);
                for (int path = 0; path < 3; path++) {
                    walk(rows, random);
                }
            }
        });
    }

    /** Some of the rows, as a stream might be sent them. */
    private static void walk(List<Row> rows, Random random) throws DataFormatException {
        var inflater = new Inflater(true);
        long last = 0;
        int skips = 1 + random.nextInt(10);
        for (Row row : rows) {
            if (random.nextInt(skips) > 1) {
                continue;
            }
            boolean chains = last != 0 && row.predecessor() == last;
            byte[] piece = chains && random.nextInt(8) != 0 ? row.piece(true) : row.piece(false);
            byte[] sent = piece == null || random.nextInt(10) == 0 ? row.stored() : piece;
            // A flush, which some decoders wait for.
            assertThat(sent).endsWith((byte) 0, (byte) 0, (byte) 0xff, (byte) 0xff);
            inflater.setInput(sent);
            assertThat(inflateAll(inflater)).isEqualTo(row.inner());
            last = row.id();
            if (random.nextInt(10) == 0) {
                inflater.setInput(new byte[] {0, 2, 0, (byte) 0xfd, (byte) 0xff, ':', '\n'});
                assertThat(inflateAll(inflater)).containsExactly(':', '\n');
                last = 0;
            }
        }
        inflater.end();
    }

    private static byte[] inflateAll(Inflater inflater) throws DataFormatException {
        var text = new ByteArrayOutputStream();
        var buffer = new byte[4096];
        for (int inflated = inflater.inflate(buffer); inflated > 0; inflated = inflater.inflate(buffer)) {
            text.write(buffer, 0, inflated);
        }
        return text.toByteArray();
    }

    @Test
    void eachIsSmallerThanWhatWouldBeSentWithoutIt() {
        try (var log = new TestLog(1 << 20)) {
            log.log.pieceDemand().opened();
            fill(log, new Random(3), 500);
            for (Row row : rows(log.log)) {
                byte[] independent = row.piece(false);
                byte[] chained = row.piece(true);
                int stored = row.stored().length;
                assertThat(independent == null || independent.length < stored).isTrue();
                assertThat(chained == null || chained.length < (independent == null ? stored : independent.length))
                        .isTrue();
                assertThat(chained == null).isEqualTo(row.predecessor() == 0);
            }
        }
    }

    @Test
    void nobodyWhoTakesThemMeansNoneAreMade() {
        try (var log = new TestLog(1 << 20)) {
            fill(log, new Random(4), 100);
            assertThat(rows(log.log)).allMatch(row -> row.segment.pieces() == null);
        }
    }

    @Test
    void framesAndPiecesTogetherStayWithinTheBound() {
        long before = Memory.allocatedBytes();
        Cases.check(40, random -> {
            long bound = 16_384L << random.nextInt(5);
            try (var log = new TestLog(bound)) {
                for (int round = 0; round < 6; round++) {
                    if (round % 2 == 0) {
                        log.log.pieceDemand().opened();
                    }
                    if (round % 3 == 1) {
                        log.log.envelopeDemand().opened();
                    }
                    for (int i = 0; i < 60; i++) {
                        int most = (int) (bound / (random.nextInt(10) == 0 ? 3 : 40));
                        log.tryAppend(List.of(Event.of("a", null, noisy(random, random.nextInt(most)))));
                        assertThat(Memory.allocatedBytes() - before).isLessThanOrEqualTo(bound);
                    }
                }
            }
            assertThat(Memory.allocatedBytes()).isEqualTo(before);
        });
    }

    private static String noisy(Random random, int length) {
        ByteBuffer text = ByteBuffer.allocate(length);
        int alphabet = 1 + random.nextInt(90);
        while (text.hasRemaining()) {
            text.put((byte) (0x21 + random.nextInt(alphabet)));
        }
        return new String(text.array(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
