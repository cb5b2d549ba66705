package io.longwire.stream;

import io.longwire.event.Chunk;
import io.longwire.event.GzipBody;
import io.longwire.event.WireForm;
import io.longwire.log.Memory;
import io.longwire.log.Page;
import io.longwire.log.PieceColumn;
import io.longwire.log.Segment;
import io.longwire.log.SegmentPieces;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page made ready for sockets, once for all that get it: what lies side by side is one range, and several ranges one
 * vector for {@code writev}. Scratch space of one shard; its loop only; valid within a turn.
 */
@SuppressWarnings("EnumOrdinal") // the ordinal is a place in arrays, and nowhere else
final class Runs {
    /** What one {@code writev} takes. What is beyond is left for the next, as when a socket is full. */
    private static final int MAX_RUNS = 1024;

    private static final int PIECES = Piece.values().length;

    private static final int MAX_HEADER_BYTES =
            Chunk.MAX_HEADER_LENGTH + 2 * GzipBody.STORED_HEADER_LENGTH + Chunk.TRAILER_LENGTH;

    private final Memory[] memories = new Memory[MAX_RUNS];
    private final int[] from = new int[MAX_RUNS];
    private final int[] to = new int[MAX_RUNS];
    private final Piece[] pieces = new Piece[Page.MAX_FRAMES];
    private final int[] lengths = new int[Page.MAX_FRAMES];
    private final Memory vector = new Memory(MAX_RUNS * 16);
    /** Headers of stored blocks and of the chunks around them. */
    private final Memory headers = new Memory(MAX_RUNS * MAX_HEADER_BYTES);

    // Of the page's frames, by what a connection gets of them, where some may be compressed.
    private final int[] eventsByPiece = new int[PIECES];
    private final long[] bytesByPiece = new long[PIECES];
    private final long[] plainBytesByPiece = new long[PIECES];

    private int headersUsed;
    private int count;
    private long bytes;
    /** Bytes to leave out at the beginning. */
    private int skip;

    /** Whether some range was left out, and so must be all that follow. */
    private boolean full;

    private boolean vectorReady;
    private boolean coded;
    private @Nullable Page page;

    /** @param lastSent id of the frame that is the last on the wire of those that get the page; 0 when it is none */
    void prepare(Page page, WireForm form, long lastSent) {
        reset(0);
        this.page = page;
        coded = form.isGzip() || form == WireForm.ENVELOPE;
        if (coded) {
            Arrays.fill(eventsByPiece, 0);
            Arrays.fill(bytesByPiece, 0);
            Arrays.fill(plainBytesByPiece, 0);
        }
        long last = lastSent;
        for (int frame = 0; frame < page.count(); frame++) {
            Segment segment = page.segment(frame);
            int row = page.row(frame);
            Piece piece = Piece.of(form, segment, row, last);
            pieces[frame] = piece;
            lengths[frame] = add(segment, row, piece);
            bytes += lengths[frame];
            if (coded) {
                int kind = piece.ordinal();
                eventsByPiece[kind]++;
                bytesByPiece[kind] += lengths[frame];
                plainBytesByPiece[kind] += segment.end(row) - segment.start(row);
            }
            last = segment.id(row);
        }
    }

    /** One frame of which {@code sent} bytes are out. */
    void prepareRest(Segment segment, int row, Piece piece, int sent) {
        reset(sent);
        page = null;
        bytes = add(segment, row, piece) - (long) sent;
    }

    private void reset(int bytesToSkip) {
        count = 0;
        bytes = 0;
        headersUsed = 0;
        full = false;
        vectorReady = false;
        skip = bytesToSkip;
    }

    /** Returns the bytes of the frame on the wire. */
    private int add(Segment segment, int row, Piece piece) {
        return switch (piece) {
            case FRAME -> add(segment.memory(), segment.start(row), segment.end(row));
            case INNER_SLICE -> add(segment.memory(), segment.innerStart(row), segment.innerEnd(row));
            case STORED -> addStored(segment, row);
            case INDEPENDENT -> add(pieces(segment).independent(), row);
            case CHAINED -> add(pieces(segment).chained(), row);
            case ENVELOPED -> add(pieces(segment).enveloped(), row);
        };
    }

    private static SegmentPieces pieces(Segment segment) {
        return Objects.requireNonNull(segment.pieces());
    }

    private int add(PieceColumn column, int row) {
        return add(Objects.requireNonNull(column.memory(row)), column.start(row), column.end(row));
    }

    private int addStored(Segment segment, int row) {
        int start = segment.innerStart(row);
        int end = segment.innerEnd(row);
        int chunk = GzipBody.storedLength(end - start);
        for (int at = start; at < end; at += GzipBody.MAX_STORED) {
            int blockEnd = Math.min(end, at + GzipBody.MAX_STORED);
            if (beginHeader()) {
                if (at == start) {
                    Chunk.putHeader(headers.buffer(), chunk);
                }
                GzipBody.putStoredHeader(headers.buffer(), blockEnd - at);
                endHeader();
            }
            add(segment.memory(), at, blockEnd);
        }
        if (beginHeader()) {
            GzipBody.putStoredHeader(headers.buffer(), 0);
            Chunk.putTrailer(headers.buffer());
            endHeader();
        }
        return Chunk.length(chunk);
    }

    /** Whether there is room for one more; what one frame ends with and the next begins with is one range. */
    private boolean beginHeader() {
        full |= count == MAX_RUNS;
        headers.buffer().position(headersUsed);
        return !full;
    }

    private void endHeader() {
        int end = headers.buffer().position();
        add(headers, headersUsed, end);
        headersUsed = count == 0 ? 0 : end;
    }

    private int add(Memory memory, int begin, int end) {
        int length = end - begin;
        if (skip >= length) {
            skip -= length;
            return length;
        }
        if (full) {
            return length;
        }
        if (count > 0 && memories[count - 1] == memory && to[count - 1] == begin) {
            to[count - 1] = end;
        } else if (count == MAX_RUNS) {
            full = true;
        } else {
            memories[count] = memory;
            from[count] = begin + skip;
            to[count] = end;
            skip = 0;
            count++;
        }
        return length;
    }

    /** Bytes a connection gets of the page's frame. */
    int length(int frame) {
        return lengths[frame];
    }

    /** What a connection gets of the page's frame. */
    Piece piece(int frame) {
        return pieces[frame];
    }

    int count() {
        return count;
    }

    /** Counts that many receivers of the whole page. */
    void count(ShardCounters counters, int receivers) {
        if (coded && receivers > 0) {
            for (Piece piece : Piece.CODED) {
                int kind = piece.ordinal();
                if (eventsByPiece[kind] > 0) {
                    counters.addPieces(
                            piece,
                            (long) receivers * eventsByPiece[kind],
                            receivers * plainBytesByPiece[kind],
                            receivers * bytesByPiece[kind]);
                }
            }
        }
    }

    /** Counts a receiver of the page's first {@code frames}. */
    void countFirst(ShardCounters counters, int frames) {
        if (coded) {
            for (int frame = 0; frame < frames; frame++) {
                int plain = page().end(frame) - page().start(frame);
                counters.addPieces(pieces[frame], 1, plain, lengths[frame]);
            }
        }
    }

    /** The page that was made ready. */
    Page page() {
        return Objects.requireNonNull(page);
    }

    /** All bytes; those of the ranges are fewer when there would be too many of them. */
    long bytes() {
        return bytes;
    }

    Memory memory(int run) {
        return memories[run];
    }

    int from(int run) {
        return from[run];
    }

    int to(int run) {
        return to[run];
    }

    /** Address of {@code struct iovec[count]} for all runs; filled at the first call after they were made ready. */
    long vectorAddress() {
        if (!vectorReady) {
            for (int run = 0; run < count; run++) {
                vector.buffer().putLong(run * 16, memories[run].address() + from[run]);
                vector.buffer().putLong(run * 16 + 8, to[run] - from[run]);
            }
            vectorReady = true;
        }
        return vector.address();
    }

    /** A copy of what is left of a frame of which {@code sent} bytes are out. */
    byte[] copyRest(Segment segment, int row, Piece piece, int sent) {
        prepareRest(segment, row, piece, sent);
        var copy = new byte[(int) bytes];
        int copied = 0;
        while (true) {
            for (int run = 0; run < count; run++) {
                int length = to[run] - from[run];
                memories[run].buffer().get(from[run], copy, copied, length);
                copied += length;
            }
            if (copied == copy.length) {
                return copy;
            }
            prepareRest(segment, row, piece, sent + copied);
        }
    }

    void free() {
        vector.free();
        headers.free();
    }
}
