package io.longwire.log;

import io.longwire.event.Chunk;
import io.longwire.event.Event;
import io.longwire.event.FrameAssembler;
import io.longwire.event.GzipBody;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the frames of a batch before it is appended: so it is known how much memory they need, and the append stays
 * atomic. Holds the pieces of one batch. The sequencer's own.
 */
final class PieceMaker implements AutoCloseable {
    private static final int LEVEL = 6;
    /** Deflate looks back no further. */
    private static final int WINDOW = 32 * 1024;
    /** Buffers are not kept beyond this. */
    private static final int MAX_KEPT_BYTES = 4 * 1024 * 1024;

    /** From and to of three kinds of pieces. */
    private static final int BOUNDS = 6;

    private static final byte[] NONE = {};

    private final PieceSettings settings;
    private final FrameAssembler frame;
    private final Function<String, byte[]> endLines;
    private final Envelope envelope;
    private @Nullable Deflater deflater;

    /** The inner slices of the batch, side by side. */
    private byte[] text = NONE;

    private int textUsed;
    private byte[] pieces = NONE;
    private int piecesUsed;
    /** Of each frame: where its inner slice ends; from and to of each kind of piece. */
    private int[] textEnds = new int[16];

    private int[] bounds = new int[16 * BOUNDS];
    private long[] predecessors = new long[16];
    private int count;
    /** Topics of the batch, by the last frame that each has in it. */
    private final Map<String, Integer> newest = new HashMap<>();

    /** @param endLines renders the lines of the event that ends a topic */
    PieceMaker(PieceSettings settings, String tag, Function<String, byte[]> endLines) {
        this.settings = settings;
        this.frame = new FrameAssembler(tag);
        this.endLines = endLines;
        this.envelope = new Envelope(settings.envelopeThresholdBytes());
    }

    /** How many frames have pieces made: none, or all of the batch. */
    int count() {
        return count;
    }

    int independentLength(int index) {
        return bounds[index * BOUNDS + 1] - bounds[index * BOUNDS];
    }

    int chainedLength(int index) {
        return bounds[index * BOUNDS + 3] - bounds[index * BOUNDS + 2];
    }

    int envelopedLength(int index) {
        return bounds[index * BOUNDS + 5] - bounds[index * BOUNDS + 4];
    }

    void clear() {
        count = 0;
        textUsed = 0;
        piecesUsed = 0;
        newest.clear();
        if (text.length > MAX_KEPT_BYTES || pieces.length > MAX_KEPT_BYTES) {
            text = NONE;
            pieces = NONE;
        }
    }

    /**
     * Makes the pieces of all frames of a batch whose first frame gets the id {@code firstId}; nothing is left in here.
     *
     * @param coded whether those for compressed streams are wanted
     * @param enveloped whether those in the envelope are
     */
    void make(
            List<EncodedEvent> batch,
            long firstId,
            TopicIndex topics,
            SegmentRing ring,
            boolean coded,
            boolean enveloped) {
        if (!coded && !enveloped) {
            return;
        }
        long id = firstId;
        for (EncodedEvent encoded : batch) {
            Event event = encoded.event();
            if (event.data() != null) {
                begin();
                if (enveloped) {
                    envelop(encoded, id);
                }
                if (coded) {
                    prepare(event, encoded.lines(), id);
                    compress(event.topics(), firstId, topics, ring);
                }
                count++;
                id++;
            }
            if (event.end()) {
                for (String topic : event.topics()) {
                    begin();
                    if (coded) {
                        frame.prepare(endLines.apply(topic), id);
                        compress(List.of(topic), firstId, topics, ring);
                    }
                    count++;
                    id++;
                }
            }
        }
    }

    /** The next frame, which has no pieces yet. */
    private void begin() {
        if (count == textEnds.length) {
            textEnds = Arrays.copyOf(textEnds, count * 2);
            predecessors = Arrays.copyOf(predecessors, count * 2);
            bounds = Arrays.copyOf(bounds, count * 2 * BOUNDS);
        }
        predecessors[count] = 0;
        Arrays.fill(bounds, count * BOUNDS, (count + 1) * BOUNDS, piecesUsed);
    }

    private int prepare(Event event, byte[] lines, long id) {
        return event.id() == null ? frame.prepare(lines, id) : frame.prepare(lines);
    }

    private void envelop(EncodedEvent encoded, long id) {
        byte[] lines = envelope.around(encoded.lines());
        if (lines != null) {
            int length = prepare(encoded.event(), lines, id);
            reservePieces(length);
            frame.put(ByteBuffer.wrap(pieces, piecesUsed, length));
            int at = count * BOUNDS + 4;
            bounds[at] = piecesUsed;
            piecesUsed += length;
            bounds[at + 1] = piecesUsed;
        }
    }

    /** The frame that was prepared. */
    private void compress(List<String> to, long firstId, TopicIndex topics, SegmentRing ring) {
        int length = frame.innerLength();
        reserve(length);
        int from = textUsed;
        frame.putInner(ByteBuffer.wrap(text, from, length));
        textUsed += length;
        textEnds[count] = textUsed;
        int at = count * BOUNDS;
        if (length >= settings.thresholdBytes()) {
            int best = Chunk.length(GzipBody.storedLength(length));
            Deflater fresh = deflater();
            fresh.reset();
            best = compress(fresh, from, length, at, best);
            fresh.reset();
            long predecessor = lookBack(fresh, to.get(0), firstId, topics, ring);
            if (predecessor != 0) {
                compress(fresh, from, length, at + 2, best);
                predecessors[count] = chainedLength(count) > 0 ? predecessor : 0;
            }
        }
        for (String topic : to) {
            newest.put(topic, count);
        }
    }

    /** Gives the deflater what the topic's last event was; returns that event's id, 0 when it is not held. */
    private long lookBack(Deflater fresh, String topic, long firstId, TopicIndex topics, SegmentRing ring) {
        Integer inBatch = newest.get(topic);
        if (inBatch != null) {
            int from = inBatch == 0 ? 0 : textEnds[inBatch - 1];
            from = Math.max(from, textEnds[inBatch] - WINDOW);
            fresh.setDictionary(text, from, textEnds[inBatch] - from);
            return firstId + inBatch;
        }
        TopicRecord record = topics.get(topic);
        Segment segment = record == null ? null : ring.holding(record.tail());
        if (record == null || segment == null) {
            return 0;
        }
        int row = segment.firstAfter(record.tail() - 1, segment.count());
        int end = segment.innerEnd(row);
        int from = Math.max(segment.innerStart(row), end - WINDOW);
        fresh.setDictionary(segment.memory().buffer().duplicate().limit(end).position(from));
        return record.tail();
    }

    /** Makes a piece, and keeps it when it is shorter than {@code best}; returns the shorter length. */
    private int compress(Deflater fresh, int from, int length, int at, int best) {
        int data = piecesUsed + Chunk.MAX_HEADER_LENGTH;
        fresh.setInput(text, from, length);
        int room = mostDeflated(length);
        int deflated = fresh.deflate(pieces, data, room, Deflater.SYNC_FLUSH);
        int total = Chunk.length(deflated);
        if (deflated == room || total >= best) {
            Arrays.fill(bounds, at, at + 2, piecesUsed);
            return best;
        }
        int begin = data - Chunk.headerLength(deflated);
        ByteBuffer chunk = ByteBuffer.wrap(pieces, begin, total);
        Chunk.putHeader(chunk, deflated);
        Chunk.putTrailer(chunk.position(data + deflated));
        bounds[at] = begin;
        bounds[at + 1] = begin + total;
        piecesUsed = begin + total;
        return total;
    }

    /** Deflate's own bound, and the flush. */
    private static int mostDeflated(int length) {
        return length + (length >> 10) + 64;
    }

    private void reserve(int length) {
        if (text.length - textUsed < length) {
            text = Arrays.copyOf(text, Math.max(textUsed + length, text.length * 2));
        }
        reservePieces(2 * (mostDeflated(length) + Chunk.MAX_HEADER_LENGTH + Chunk.TRAILER_LENGTH));
    }

    private void reservePieces(int most) {
        if (pieces.length - piecesUsed < most) {
            pieces = Arrays.copyOf(pieces, Math.max(piecesUsed + most, pieces.length * 2));
        }
    }

    private Deflater deflater() {
        Deflater made = deflater;
        if (made == null) {
            made = new Deflater(LEVEL, true);
            deflater = made;
        }
        return made;
    }

    /** Puts a frame's pieces beside the row that it gets next, for which the ring has made room. */
    void appendTo(Segment segment, int index) {
        segment.appendPieces(pieces, bounds, index * BOUNDS, predecessors[index]);
    }

    /** Gives the compressor's memory back. */
    @Override
    public void close() {
        envelope.close();
        if (deflater != null) {
            deflater.end();
        }
    }
}
