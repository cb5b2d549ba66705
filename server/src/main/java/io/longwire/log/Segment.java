package io.longwire.log;

import io.longwire.event.Chunk;
import io.longwire.event.FrameAssembler;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log: frames side by side in one block of memory, and a row of facts about each.
 *
 * <p>The sequencer appends; shards read rows below the count that their {@link LogView} states. A row is never changed.
 */
public final class Segment {
    private static final byte END_OF_TOPIC = 1;
    private static final byte OWN_ID = 2;
    private static final byte[] ID_LINE = {'\n', 'i', 'd', ':', ' '};

    private final long number;
    private final Memory memory;

    private long[] ids = new long[64];
    private int[] ends = new int[64];
    /** A {@link TopicRecord}, or an array of them: nearly every event has one topic. */
    private Object[] topics = new Object[64];

    private @Nullable String[] types = new @Nullable String[64];
    private byte[] kinds = new byte[64];
    private int[] acceptedMicros = new int[64];
    private int count;
    private int used;
    private long base;
    private @Nullable Segment next;
    /** Compressed forms of its frames; null while nobody took any. */
    private @Nullable SegmentPieces pieces;

    Segment(long number, int capacity) {
        this.number = number;
        this.memory = new Memory(capacity);
    }

    /** Counts up from 0 over the life of the log. */
    public long number() {
        return number;
    }

    public Memory memory() {
        return memory;
    }

    public long id(int row) {
        return ids[row];
    }

    /** Where the frame begins in {@link #memory()}. */
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Where the frame ends. */
    public int end(int row) {
        return ends[row];
    }

    /** Where the frame's inner slice begins. */
    public int innerStart(int row) {
        return start(row) + FrameAssembler.chunkHeaderLength(end(row) - start(row));
    }

    /** Where the frame's inner slice ends. */
    public int innerEnd(int row) {
        return ends[row] - Chunk.TRAILER_LENGTH;
    }

    /** Compressed forms of its frames; null when no row has one. */
    public @Nullable SegmentPieces pieces() {
        return pieces;
    }

    /** Bytes of the log before this frame, over the log's whole life. */
    public long offset(int row) {
        return base + start(row);
    }

    public int topicCount(int row) {
        return topics[row] instanceof TopicRecord[] several ? several.length : 1;
    }

    public TopicRecord topic(int row, int index) {
        return topics[row] instanceof TopicRecord[] several ? several[index] : (TopicRecord) topics[row];
    }

    /** Null for an unnamed event. */
    public @Nullable String type(int row) {
        return types[row];
    }

    /** Whether the row says that its topic ended. */
    public boolean endsTopic(int row) {
        return (kinds[row] & END_OF_TOPIC) != 0;
    }

    /** Whether the frame carries an id of the publisher's, not of the log's. */
    public boolean hasOwnId(int row) {
        return (kinds[row] & OWN_ID) != 0;
    }

    /** When the event was accepted, in microseconds of {@link EventLog#micros()}. */
    public int acceptedMicros(int row) {
        return acceptedMicros[row];
    }

    /** The segment after this one; read with care: only rows up to a view's head exist. */
    public @Nullable Segment next() {
        return next;
    }

    /** Row of the first id greater than {@code id} among the first {@code rows}; {@code rows} when there is none. */
    int firstAfter(long id, int rows) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ids[middle] <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // Below: the sequencer only.

    int count() {
        return count;
    }

    int used() {
        return used;
    }

    int capacity() {
        return memory.capacity();
    }

    /** Bytes of all its memory. */
    long memoryBytes() {
        SegmentPieces made = pieces;
        return made == null ? capacity() : capacity() + made.capacity();
    }

    void free() {
        memory.free();
        if (pieces != null) {
            pieces.free();
        }
    }

    /** Bytes of the log before this segment. */
    void base(long offset) {
        base = offset;
    }

    void next(Segment segment) {
        next = segment;
    }

    void append(
            FrameAssembler frame,
            int length,
            long id,
            TopicRecord[] to,
            @Nullable String type,
            boolean endsTopic,
            boolean ownId,
            int accepted) {
        if (count == ids.length) {
            grow();
        }
        frame.put(memory.buffer().position(used));
        used += length;
        ids[count] = id;
        ends[count] = used;
        topics[count] = to.length == 1 ? to[0] : to;
        types[count] = type;
        kinds[count] = (byte) ((endsTopic ? END_OF_TOPIC : 0) | (ownId ? OWN_ID : 0));
        acceptedMicros[count] = accepted;
        count++;
    }

    /** The pieces to come stand beside the rows to come. */
    SegmentPieces obtainPieces() {
        SegmentPieces made = pieces;
        if (made == null) {
            made = new SegmentPieces(count);
            VarHandle.storeStoreFence(); // readers of older views may see it at any time
            pieces = made;
        }
        return made;
    }

    /**
     * Adds the pieces of the row that is appended next.
     *
     * @param bounds from {@code at} on: from and to in {@code source} of the independent, the chained and the enveloped
     *     piece; equal for none
     */
    void appendPieces(byte[] source, int[] bounds, int at, long predecessor) {
        SegmentPieces made = pieces;
        if (made != null) {
            made.independent().append(source, bounds[at], bounds[at + 1]);
            made.chained().append(source, bounds[at + 2], bounds[at + 3]);
            made.enveloped().append(source, bounds[at + 4], bounds[at + 5]);
            made.follows(predecessor);
        }
    }

    private void grow() {
        int rows = ids.length * 2;
        long[] moreIds = Arrays.copyOf(ids, rows);
        int[] moreEnds = Arrays.copyOf(ends, rows);
        Object[] moreTopics = Arrays.copyOf(topics, rows);
        @Nullable String[] moreTypes = Arrays.copyOf(types, rows);
        byte[] moreKinds = Arrays.copyOf(kinds, rows);
        int[] moreMicros = Arrays.copyOf(acceptedMicros, rows);
        // A reader of an older view may take up the new arrays at any time: their rows must be there first.
        VarHandle.storeStoreFence();
        ids = moreIds;
        ends = moreEnds;
        topics = moreTopics;
        types = moreTypes;
        kinds = moreKinds;
        acceptedMicros = moreMicros;
    }

    /** The publisher's id in a frame that has one: what stands on its last line. */
    String ownId(int row) {
        int end = innerEnd(row) - 2;
        int from = end;
        while (!idLineAt(from)) {
            from--;
        }
        var bytes = new byte[end - from - ID_LINE.length];
        memory.buffer().get(from + ID_LINE.length, bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private boolean idLineAt(int offset) {
        for (int i = 0; i < ID_LINE.length; i++) {
            if (memory.buffer().get(offset + i) != ID_LINE[i]) {
                return false;
            }
        }
        return true;
    }
}
