package io.longwire.stream;

import io.longwire.log.ResyncReason;
import io.longwire.log.Segment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a stream needs while it is not level with its group: how far it has read, the frame that is half sent, bytes of
 * its own that wait. Gone once it is level. Its shard's loop only.
 */
final class CatchUp {
    final StreamConnection connection;
    /** Everything up to this id was looked at; at or beyond the connection's position. */
    long scannedThrough;

    /** The frame of which {@link #sent} bytes are out; null when none is half sent. */
    @Nullable
    Segment partial;

    int partialRow;
    /** What it gets of that frame. */
    Piece partialPiece = Piece.FRAME;

    int sent;
    /** Id of a half-sent frame whose rest is the first of {@link #own}; 0 when there is none. */
    long restOf;

    boolean restHasOwnId;
    /** Whether the last id that the client knows may be a publisher's; when in doubt, yes. */
    boolean knowsOwnId;

    /** Bytes to write before anything else: the rest of a frame, notices. */
    private @Nullable ArrayDeque<byte[]> own;

    private int ownSent;

    /** Set when what is unread shall be skipped. */
    @Nullable
    ResyncReason skip;
    /** Set when the stream shall end in order, between two frames, as soon as it has all up to {@link #endAfter}. */
    @Nullable
    CloseReason closing;

    private long endAfter;

    /** Whether the last bytes of all are among its own. */
    boolean endQueued;

    boolean awaitsWritable;
    /** Whether it stands in the shard's queue of those that can go on at once. */
    boolean queued;

    /** Shard clock (ms) when the socket last took a byte. */
    int lastProgress;
    /** How far behind, in bytes of the log, it may be: the limit, or what it began with when it resumed from further. */
    long allowedLag;
    /** Log offset before which it cannot be too far behind. */
    long checkLagAt;
    /** Index in the shard's list. */
    int slot;

    CatchUp(StreamConnection connection, long scannedThrough, int now) {
        this.connection = connection;
        this.scannedThrough = scannedThrough;
        this.lastProgress = now;
    }

    /** The stream shall end in order, between two frames. */
    void end(CloseReason reason) {
        endAfter(0, reason);
    }

    /** The stream shall end in order once it has all up to {@code id}, which the log has. */
    void endAfter(long id, CloseReason reason) {
        closing = reason;
        endAfter = id;
    }

    /** Whether nothing but its end is left to write. */
    boolean endsHere() {
        return closing != null && scannedThrough >= endAfter;
    }

    void queue(byte[] bytes) {
        connection.endsWithFrame = false;
        if (own == null) {
            own = new ArrayDeque<>(2);
        }
        own.add(bytes);
    }

    /** The first bytes that wait; null when there are none. */
    byte @Nullable [] firstOwn() {
        return own == null ? null : own.peek();
    }

    int ownSent() {
        return ownSent;
    }

    /** The socket took {@code bytes} of the first; returns whether that was all of it. */
    boolean ownTaken(int bytes) {
        ownSent += bytes;
        byte[] first = firstOwn();
        if (own != null && first != null && ownSent == first.length) {
            own.remove();
            ownSent = 0;
            return true;
        }
        return false;
    }

    /** Whether a frame is half sent, wherever its rest is. */
    boolean inFrame() {
        return partial != null || restOf != 0;
    }
}
