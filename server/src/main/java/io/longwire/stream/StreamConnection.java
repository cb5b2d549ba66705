package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.Memory;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One open stream: a position in the log and a way to write. Belongs to a shard; its loop only.
 *
 * <p>There may be hundreds of thousands, so every field counts. It extends {@link FileDescriptor} because a detached
 * socket must have one, and an object of its own for that would cost 24 bytes more per stream; a stream on a Channel
 * has no use for it.
 */
public abstract class StreamConnection extends FileDescriptor {
    private final AddressSlot address;
    /** Of {@link ConnectionIds}. */
    final int number;

    // What follows is the shard's.
    /** Everything that matches up to this id was written; the client can resume after it. */
    long position;

    @Nullable
    Group group;
    /** Present only while the stream is behind, or has bytes of its own to write. */
    @Nullable
    CatchUp catchUp;
    /** Index among the group's members. */
    int slot;
    /** Shard clock (ms) when it got bytes of its own: its start, a heartbeat. */
    int lastOwnWrite;
    /** Shard clock (s) when it was opened. */
    int opened;
    /** Events written whole; unsigned. */
    int events;
    /** Bytes that the socket took since it is the shard's. */
    long bytes;

    boolean closed;
    /** Whether the last bytes on the wire are exactly the frame whose id is the position. */
    boolean endsWithFrame;
    /** Whether the log has its line that this reader is slow. */
    boolean reportedSlow;

    StreamConnection(int fd, int number, AddressSlot address) {
        super(fd);
        this.number = number;
        this.address = address;
    }

    final AddressSlot address() {
        return address;
    }

    /** Whether it will be closed once its last bytes are out. */
    final boolean isEnding() {
        CatchUp behind = catchUp;
        return behind != null && behind.closing != null;
    }

    /** Joins the shard's loop; from here on the connection tells the shard of its peer's doings. */
    abstract void open(Shard shard) throws IOException;

    /** Writes a range; returns how many bytes were taken, fewer when the socket is full. */
    abstract int write(Memory memory, int from, int to) throws IOException;

    /** Writes all runs; returns how many bytes were taken, fewer when the socket is full. */
    abstract long write(Runs runs) throws IOException;

    /** Whether {@link Shard#writable} shall be called once the socket has room again. */
    abstract void awaitWritable(boolean wanted);

    /**
     * Ends the connection, and gives its place back when the socket is closed; the shard has let go of it. After an
     * {@linkplain CloseReason#isOrderly() orderly} end what was written must leave first; else a socket that is full
     * would wait for ever.
     */
    abstract void shut(Shard shard, CloseReason reason);

    /** Ends the connection without a shard. */
    final void abandon() {
        try {
            close();
        } catch (IOException e) {
            // The number is free in any case.
        }
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
