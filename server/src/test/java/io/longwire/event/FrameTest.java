package io.longwire.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.EventStreamParser.Received;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link EventEncoder} and {@link FrameAssembler}: what is published is what a browser dispatches. */
class FrameTest {
    private static final String TAG = "k3v9qa";
    private static final long ID = EventId.of(1_764_000_000_000L, 3);

    private final FrameAssembler assembler = new FrameAssembler(TAG);

    @Test
    void aFrameIsOneChunkOfEventDataAndId() {
        byte[] frame = assembler.assemble(
                EventEncoder.encode(Event.of("a", "progress", "{\"done\":3}")), ID, WireForm.CHUNKED);
        assertThat(new String(frame, UTF_8))
                .isEqualTo("3d\r\nevent: progress\ndata: {\"done\":3}\nid: 1764000000000-3-k3v9qa\n\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  two",
                ":",
                ": a",
                "\n",
                "\r",
                "\r\n",
                "\n\r",
                "\r\r\n",
                "a\n",
                "\na",
                "a\r\n\r\nb",
                "\0",
                "\uFEFF",
                "\uFEFFa\n\uFEFFb",
                "😀\r😀",
                "data: x",
                "id: 9\n\ndata: forged",
                "\u2028\u0085",
                "0\r\n\r\n"
            })
    void dataArrivesAsItWasButForTheKindOfLineBreak(String data) {
        Event event = Event.of("a", null, data);
        assertThat(received(frame(event))).containsExactly(expected(event));
    }

    @Test
    void whateverIsPublishedArrivesTheSameOneByOneAndSideBySide() {
        var random = new Random(31);
        var body = new ByteArrayOutputStream();
        var all = new ArrayList<Received>();
        for (int i = 0; i < 5_000; i++) {
            Event event = RandomEvents.make(random);
            byte[] frame = frame(event);
            assertThat(received(frame)).as("%s", event).containsExactly(expected(event));
            assertThat(EventStreamParser.retryMillis(EventStreamParser.unchunk(frame)))
                    .isEqualTo(event.retryMillis());
            body.writeBytes(frame);
            all.add(expected(event));
        }
        assertThat(received(body.toByteArray())).isEqualTo(all);
    }

    @Test
    void theIdIsTheLastField() {
        var random = new Random(32);
        for (int i = 0; i < 2_000; i++) {
            Event event = RandomEvents.make(random);
            List<String> fields = received(frame(event)).get(0).fields();
            assertThat(String.join(" ", fields)).matches("(event )?(data )+(retry )?id");
        }
    }

    @Test
    void theInnerSliceIsTheFrameWithoutItsChunk() {
        var random = new Random(33);
        for (int i = 0; i < 2_000; i++) {
            byte[] lines = EventEncoder.encode(RandomEvents.make(random));
            byte[] frame = assembler.assemble(lines, ID, WireForm.CHUNKED);
            byte[] inner = assembler.assemble(lines, ID, WireForm.PLAIN);
            assertThat(inner).isEqualTo(EventStreamParser.unchunk(frame));
            int header = FrameAssembler.chunkHeaderLength(frame.length);
            assertThat(Arrays.copyOfRange(frame, header, frame.length - Chunk.TRAILER_LENGTH))
                    .isEqualTo(inner);
        }
    }

    @Test
    void theLengthOfAFrameTellsTheLengthOfItsChunkHeader() {
        for (int content = 1; content <= 70_000; content++) {
            headerLengthFits(content);
        }
        for (int power = 1; power <= 6; power++) {
            for (int near = -20; near <= 20; near++) {
                headerLengthFits(Math.max(1, (1 << (4 * power)) + near));
            }
        }
    }

    /** {@code SSE_MAX_EVENT_BYTES} goes up to 2^28, and lines and id come on top. */
    @Test
    void theLengthOfTheLargestFramesTellsTheLengthOfTheirChunkHeaderToo() {
        for (int near = -20; near <= 20; near++) {
            headerLengthFits((1 << 28) + near);
        }
    }

    private static void headerLengthFits(int content) {
        int header = Integer.toHexString(content).length() + 2;
        if (FrameAssembler.chunkHeaderLength(header + content + 2) != header) {
            throw new AssertionError(content + " bytes of content: header of "
                    + FrameAssembler.chunkHeaderLength(header + content + 2) + " bytes, not " + header);
        }
    }

    @Test
    void aFrameIsAsLongAsItWasPrepared() {
        for (int power = 2; power <= 5; power++) {
            for (int near = -40; near <= 40; near++) {
                var lines = new byte[(1 << (4 * power)) + near];
                var frame =
                        ByteBuffer.allocate(near % 2 == 0 ? assembler.prepare(lines) : assembler.prepare(lines, ID));
                assembler.put(frame);
                assertThat(frame.hasRemaining()).isFalse();
                int inner = EventStreamParser.unchunk(frame.array()).length;
                assertThat(new String(frame.array(), 0, 12, UTF_8)).startsWith(Integer.toHexString(inner) + "\r\n");
            }
        }
    }

    private byte[] frame(Event event) {
        byte[] lines = EventEncoder.encode(event);
        var frame = new byte[event.id() == null ? assembler.prepare(lines, ID) : assembler.prepare(lines)];
        assembler.put(ByteBuffer.wrap(frame));
        return frame;
    }

    private static List<Received> received(byte[] frames) {
        return EventStreamParser.parse(EventStreamParser.unchunk(frames));
    }

    private static Received expected(Event event) {
        String data = String.valueOf(event.data()).replace("\r\n", "\n").replace('\r', '\n');
        var fields = new ArrayList<String>();
        if (event.type() != null) {
            fields.add("event");
        }
        for (int lines = data.split("\n", -1).length; lines > 0; lines--) {
            fields.add("data");
        }
        if (event.retryMillis() >= 0) {
            fields.add("retry");
        }
        fields.add("id");
        return new Received(
                event.type() == null ? "message" : event.type(),
                data,
                event.id() == null ? "1764000000000-3-" + TAG : event.id(),
                fields);
    }
}
