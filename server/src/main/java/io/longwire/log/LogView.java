package io.longwire.log;

import org.jspecify.annotations.Nullable;

/**
 * The log as it stood at one moment: which segments are held, and how far. A batch is in a view whole or not at all.
 * Immutable and published by one volatile write, so that whoever reads it sees all that it speaks of.
 */
public final class LogView {
    private final Segment[] segments;
    private final int lastCount;
    private final long headId;
    private final long floorId;
    private final long endOffset;
    private final long events;
    private final long firstSegment;
    private final long nextToDrop;
    private final long appended;

    LogView(
            Segment[] segments,
            long firstSegment,
            long nextToDrop,
            long headId,
            long floorId,
            long endOffset,
            long events,
            long appended) {
        this.appended = appended;
        this.nextToDrop = nextToDrop;
        this.firstSegment = firstSegment;
        this.segments = segments;
        this.lastCount = segments.length == 0 ? 0 : segments[segments.length - 1].count();
        this.headId = headId;
        this.floorId = floorId;
        this.endOffset = endOffset;
        this.events = events;
    }

    /** The newest id; that of the log's birth while nothing was published. */
    public long headId() {
        return headId;
    }

    /** The newest id that was dropped, of whatever topic; that of the log's birth while nothing was. */
    public long floorId() {
        return floorId;
    }

    /** Bytes appended in the log's life. */
    public long endOffset() {
        return endOffset;
    }

    /** Events held. */
    public long events() {
        return events;
    }

    /** Events appended in the log's life. */
    public long appended() {
        return appended;
    }

    /** Bytes held. */
    public long bytes() {
        return segments.length == 0 ? 0 : endOffset - segments[0].offset(0);
    }

    /** Bytes held after {@code id}. */
    public long bytesAfter(long id) {
        Segment segment = segmentAfter(id);
        return segment == null ? 0 : endOffset - segment.offset(segment.firstAfter(id, rows(segment)));
    }

    /** The oldest id held; 0 when none is. */
    public long oldestId() {
        return segments.length == 0 || rows(segments[0]) == 0 ? 0 : segments[0].id(0);
    }

    /** Number of the oldest segment held, or of the next to be made; never less than in an earlier view. */
    public long firstSegment() {
        return firstSegment;
    }

    /** Events up to this id are dropped, or will be when the log has grown by a segment or two. */
    public long goneOrGoing() {
        return Math.max(floorId, nextToDrop);
    }

    /** Rows of {@code segment} that exist in this view. */
    public int rows(Segment segment) {
        return segment == last() ? lastCount : segment.count();
    }

    /** The oldest segment held; null when none is. */
    public @Nullable Segment first() {
        return segments.length == 0 ? null : segments[0];
    }

    /** The segment that holds the first event after {@code id}; null when there is none. */
    @Nullable
    Segment segmentAfter(long id) {
        for (int i = segments.length - 1; i >= 0; i--) {
            Segment segment = segments[i];
            int rows = rows(segment);
            if (rows > 0 && segment.id(0) <= id) {
                if (segment.id(rows - 1) > id) {
                    return segment;
                }
                return i + 1 < segments.length && rows(segments[i + 1]) > 0 ? segments[i + 1] : null;
            }
        }
        return segments.length == 0 || rows(segments[0]) == 0 ? null : segments[0];
    }

    /** The held segment that follows {@code segment}; null when it is the last. */
    @Nullable
    Segment after(Segment segment) {
        long index = segment.number() + 1 - firstSegment;
        return index < segments.length ? segments[(int) index] : null;
    }

    /** The held segment before {@code segment}; null when it is the first. */
    @Nullable
    Segment before(Segment segment) {
        long index = segment.number() - 1 - firstSegment;
        return index >= 0 ? segments[(int) index] : null;
    }

    /** The newest segment; null when none is held. */
    public @Nullable Segment last() {
        return segments.length == 0 ? null : segments[segments.length - 1];
    }
}
