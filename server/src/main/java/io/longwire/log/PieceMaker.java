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
 * Compresses the frames of a batch before it is appended, while anybody takes the pieces. The sequencer's own but for the
 * two demands.
 */
final class PieceMaker implements AutoCloseable {
    private static final int LEVEL = 6;
    /** Deflate looks back no further. */
    private static final int WINDOW = 32 * 1024;
    /** A buffer is not kept beyond this. */
    private static final int MAX_KEPT_BYTES = 4 * 1024 * 1024;

    private static final byte[] NONE = {};

    private final PieceSettings settings;
    private final FrameAssembler frame;
    private final Function<String, byte[]> endLines;
    private final Envelope envelope;
    private final PieceDemand demand;
    private final PieceDemand envelopeDemand;
    private final BatchPieces made = new BatchPieces();
    private @Nullable Deflater deflater;

    /** The inner slices of the batch, side by side. */
    private byte[] text = NONE;

    private int textUsed;
    /** Where each frame's inner slice ends. */
    private int[] textEnds = new int[16];

    /** Topics of the batch, by the last frame that each has in it. */
    private final Map<String, Integer> newest = new HashMap<>();

    /** @param endLines renders the lines of the event that ends a topic */
    PieceMaker(PieceSettings settings, String tag, Function<String, byte[]> endLines) {
        this.settings = settings;
        this.frame = new FrameAssembler(tag);
        this.endLines = endLines;
        this.envelope = new Envelope(settings.envelopeThresholdBytes());
        this.demand = new PieceDemand(settings.nanoTime());
        this.envelopeDemand = new PieceDemand(settings.nanoTime());
    }

    /** Whether pieces for compressed streams are made. Any thread. */
    PieceDemand demand() {
        return demand;
    }

    /** Whether events are put in the envelope. Any thread. */
    PieceDemand envelopeDemand() {
        return envelopeDemand;
    }

    /** The pieces of the batch that they were made for last. */
    BatchPieces made() {
        return made;
    }

    void clear() {
        made.clear();
        textUsed = 0;
        text = text.length > MAX_KEPT_BYTES ? NONE : text;
        newest.clear();
    }

    /** Makes the pieces of all frames of a batch whose first frame gets the id {@code firstId}, of the kinds in demand. */
    void make(List<EncodedEvent> batch, long firstId, TopicIndex topics, SegmentRing ring) {
        clear();
        boolean coded = demand.isWanted();
        boolean enveloped = envelopeDemand.isWanted();
        if (!coded && !enveloped) {
            return;
        }
        long id = firstId;
        for (EncodedEvent encoded : batch) {
            Event event = encoded.event();
            if (event.data() != null) {
                int index = made.begin();
                if (enveloped) {
                    envelop(encoded, id);
                }
                if (coded) {
                    prepare(event, encoded.lines(), id);
                    compress(index, event.topics(), firstId, topics, ring);
                }
                id++;
            }
            if (event.end()) {
                for (String topic : event.topics()) {
                    int index = made.begin();
                    if (coded) {
                        frame.prepare(endLines.apply(topic), id);
                        compress(index, List.of(topic), firstId, topics, ring);
                    }
                    id++;
                }
            }
        }
    }

    private int prepare(Event event, byte[] lines, long id) {
        return event.id() == null ? frame.prepare(lines, id) : frame.prepare(lines);
    }

    private void envelop(EncodedEvent encoded, long id) {
        byte[] lines = envelope.around(encoded.lines());
        if (lines != null) {
            int length = prepare(encoded.event(), lines, id);
            made.reserve(length);
            int from = made.used();
            frame.put(ByteBuffer.wrap(made.bytes(), from, length));
            made.add(BatchPieces.ENVELOPED, from, from + length);
        }
    }

    /** The frame that was prepared, the batch's {@code index}th. */
    private void compress(int index, List<String> to, long firstId, TopicIndex topics, SegmentRing ring) {
        int length = frame.innerLength();
        reserve(index, length);
        int from = textUsed;
        frame.putInner(ByteBuffer.wrap(text, from, length));
        textUsed += length;
        textEnds[index] = textUsed;
        if (length >= settings.thresholdBytes()) {
            int best = Chunk.length(GzipBody.storedLength(length));
            Deflater fresh = deflater();
            fresh.reset();
            best = deflate(fresh, from, length, BatchPieces.INDEPENDENT, best);
            fresh.reset();
            long predecessor = lookBack(fresh, to.get(0), firstId, topics, ring);
            if (predecessor != 0 && deflate(fresh, from, length, BatchPieces.CHAINED, best) < best) {
                made.follows(predecessor);
            }
        }
        for (String topic : to) {
            newest.put(topic, index);
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
    private int deflate(Deflater fresh, int from, int length, int kind, int best) {
        byte[] pieces = made.bytes();
        int data = made.used() + Chunk.MAX_HEADER_LENGTH;
        fresh.setInput(text, from, length);
        int room = mostDeflated(length);
        int deflated = fresh.deflate(pieces, data, room, Deflater.SYNC_FLUSH);
        int total = Chunk.length(deflated);
        if (deflated == room || total >= best) {
            return best;
        }
        int begin = data - Chunk.headerLength(deflated);
        ByteBuffer chunk = ByteBuffer.wrap(pieces, begin, total);
        Chunk.putHeader(chunk, deflated);
        Chunk.putTrailer(chunk.position(data + deflated));
        made.add(kind, begin, begin + total);
        return total;
    }

    /** Deflate's own bound, and the flush. */
    private static int mostDeflated(int length) {
        return length + (length >> 10) + 64;
    }

    private void reserve(int index, int length) {
        if (index >= textEnds.length) {
            textEnds = Arrays.copyOf(textEnds, index * 2);
        }
        if (text.length - textUsed < length) {
            text = Arrays.copyOf(text, Math.max(textUsed + length, text.length * 2));
        }
        made.reserve(2 * (mostDeflated(length) + Chunk.MAX_HEADER_LENGTH + Chunk.TRAILER_LENGTH));
    }

    private Deflater deflater() {
        Deflater made = deflater;
        if (made == null) {
            made = new Deflater(LEVEL, true);
            deflater = made;
        }
        return made;
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
