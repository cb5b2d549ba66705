package io.longwire.log;

import io.longwire.event.EventId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ordered, bounded record of recent frames, in memory: a ring of off-heap segments of which the oldest is dropped
 * whole, the index of topics beside it, and the current {@link LogView}.
 *
 * <p>The sequencer writes. {@link #view()}, {@link #topics()} and what they give are for any thread; the memory of a
 * segment only for readers behind {@link ReadFences}.
 */
public final class EventLog implements AutoCloseable {
    private static final int MAX_INTERNED_TYPES = 4096;
    private static final long START_NANOS = System.nanoTime();

    private final String tag;
    private final long firstId;
    private final long endRetentionMillis;
    private final InstantSource clock;
    private final TopicIndex topics;
    private final OwnIds ownIds = new OwnIds();
    private volatile LogView view;

    // The sequencer's own.
    private final BatchFrames frames;
    private final Map<String, String> types = new HashMap<>();
    private final SegmentRing ring;
    private final PieceMaker pieces;
    private long lastId;
    private long floorId;
    private long endOffset;
    /** Events held. */
    private long events;
    /** Events ever appended. */
    private long appended;

    /**
     * @param bound bytes of memory outside the heap that frames and their pieces may take, those that wait to be freed
     *     included
     */
    public EventLog(
            String tag,
            long bound,
            int maxTopics,
            long endRetentionMillis,
            InstantSource clock,
            ReadFences fences,
            PieceSettings pieceSettings) {
        this.tag = tag;
        this.endRetentionMillis = endRetentionMillis;
        this.clock = clock;
        this.ring = new SegmentRing(bound, fences);
        this.frames = new BatchFrames(tag);
        this.pieces = new PieceMaker(pieceSettings, tag, frames::endLines);
        this.firstId = EventId.of(clock.millis(), 0);
        this.lastId = firstId;
        this.floorId = firstId;
        this.topics = new TopicIndex(maxTopics, firstId);
        this.view = new LogView(new Segment[0], 0, 0, firstId, firstId, 0, 0, 0);
    }

    public String tag() {
        return tag;
    }

    public LogView view() {
        return view;
    }

    public TopicIndex topics() {
        return topics;
    }

    /** Whether compressed forms of what is appended are made. */
    public PieceDemand pieceDemand() {
        return pieces.demand();
    }

    /** Whether events are put in the original application's envelope. */
    public PieceDemand envelopeDemand() {
        return pieces.envelopeDemand();
    }

    /** The id that every watermark of this log began at. */
    public long firstId() {
        return firstId;
    }

    /** The log's id of the earliest held event that carries the publisher's id {@code own}; 0 when none is held. */
    public long earliestWithOwnId(String own) {
        return ownIds.earliest(own);
    }

    /** The largest frame, and the largest batch together, that can be appended at once, in bytes. */
    public long maxAppendBytes() {
        return ring.maxAppendBytes();
    }

    /** A clock for latencies: microseconds that wrap around; compare by difference. */
    public static int micros() {
        return (int) ((System.nanoTime() - START_NANOS) / 1000);
    }

    // Below: the sequencer only.

    /**
     * Appends all events as neighbours, to be seen once {@link #publish} is called. Returns their ids, or null when
     * readers must first let go of dropped segments; {@link #whenReadersPassed} tells when to call again. Throws
     * {@link AppendException} when the batch cannot be taken at all.
     */
    long @Nullable [] append(List<EncodedEvent> batch, int acceptedMicros) {
        topics.reopenEndedUntil(EventId.of(clock.millis() - endRetentionMillis, 0));
        BatchCheck.check(batch, topics);
        long id = EventId.after(lastId, clock.millis());
        if (!makeRoom(batch, id)) {
            return null;
        }
        var ids = new long[batch.size()];
        long first = id;
        for (int i = 0; i < ids.length; i++) {
            EncodedEvent encoded = batch.get(i);
            TopicRecord[] to = obtain(encoded.event().topics());
            ids[i] = id;
            if (encoded.event().data() != null) {
                appendFrame(
                        encoded.lines(),
                        id,
                        (int) (id - first),
                        to,
                        encoded.event().type(),
                        false,
                        encoded.event().id(),
                        acceptedMicros);
                id++;
            }
            if (encoded.event().end()) {
                for (TopicRecord topic : to) {
                    appendFrame(
                            frames.endLines(topic.name()),
                            id,
                            (int) (id - first),
                            new TopicRecord[] {topic},
                            "end",
                            true,
                            null,
                            acceptedMicros);
                    topics.end(topic, id);
                    id++;
                }
            }
        }
        lastId = id - 1;
        frames.clear();
        pieces.clear();
        return ids;
    }

    /** Makes what was appended and dropped since the last call visible, all at once. */
    void publish() {
        view = new LogView(
                ring.held(), ring.firstNumber(), ring.nextToDrop(), lastId, floorId, endOffset, events, appended);
        ring.freeDropped();
    }

    /**
     * After an append that must wait, published: runs {@code goOn} once, when it is worth trying again. It may run on a
     * shard's loop, before this returns too, so this is the caller's last use of the log until then.
     */
    void whenReadersPassed(Runnable goOn) {
        ring.whenReadersPassed(goOn);
    }

    private TopicRecord[] obtain(List<String> names) {
        var to = new TopicRecord[names.size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = topics.obtain(names.get(i));
        }
        return to;
    }

    private void appendFrame(
            byte[] lines,
            long id,
            int index,
            TopicRecord[] to,
            @Nullable String type,
            boolean endsTopic,
            @Nullable String ownId,
            int acceptedMicros) {
        int length = frames.prepare(lines, id, ownId);
        Segment segment = ring.forFrame(length, endOffset);
        ring.appendPieces(segment, pieces.made(), index);
        segment.append(frames.prepared(), length, id, to, intern(type), endsTopic, ownId != null, acceptedMicros);
        endOffset += length;
        events++;
        appended++;
        for (TopicRecord topic : to) {
            topic.append(id);
        }
        if (ownId != null) {
            ownIds.add(ownId, id);
        }
    }

    /** One object for each type name, not one per event. */
    private @Nullable String intern(@Nullable String type) {
        if (type == null) {
            return null;
        }
        if (types.size() >= MAX_INTERNED_TYPES) {
            types.clear();
        }
        return types.computeIfAbsent(type, name -> name);
    }

    /** Drops what must go for the batch to fit; false when readers must first let go of it. */
    private boolean makeRoom(List<EncodedEvent> batch, long firstId) {
        int[] lengths = frames.lengths(batch, firstId);
        long total = 0;
        for (int length : lengths) {
            total += length;
        }
        if (total > maxAppendBytes()) {
            throw new AppendException(
                    AppendException.Reason.TOO_LARGE,
                    total + " bytes as frames; at most 3/8 of the log (SSE_LOG_BYTES), " + maxAppendBytes()
                            + ", can be appended at once");
        }
        pieces.make(batch, firstId, topics, ring);
        ring.plan(lengths, total, pieces.made());
        for (Segment old = ring.dropForPlan(); old != null; old = ring.dropForPlan()) {
            forget(old);
        }
        if (!ring.planFits()) {
            publish();
        }
        if (!ring.planFits()) {
            return false;
        }
        ring.makePlanned();
        return true;
    }

    private void forget(Segment segment) {
        for (int row = 0; row < segment.count(); row++) {
            long id = segment.id(row);
            for (int i = 0; i < segment.topicCount(row); i++) {
                TopicRecord topic = segment.topic(row, i);
                topic.lose(id);
                topics.queueIfIdle(topic);
            }
            if (segment.hasOwnId(row)) {
                ownIds.removeEarliest(segment.ownId(row));
            }
            floorId = id;
        }
        events -= segment.count();
    }

    /** Frees all memory. The caller has seen to it that nobody reads or appends any more. */
    @Override
    public void close() {
        view = new LogView(new Segment[0], Long.MAX_VALUE, 0, lastId, lastId, endOffset, 0, appended);
        ring.freeAll();
        pieces.close();
    }
}
