package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.Memory;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose socket has left its Netty Channel: one small object, registered with the shard's epoll loop itself.
 * Linux, plain HTTP/1.x. Its shard's loop only.
 */
public final class DetachedConnection extends StreamConnection implements EpollIoHandle {
    private static final EpollIoOps READ = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps READ_AND_WRITE = READ.with(EpollIoOps.EPOLLOUT);

    private @Nullable IoRegistration registration;

    public DetachedConnection(int fd, int number, AddressSlot address) {
        super(fd, number, address);
    }

    @Override
    void open(Shard shard) throws IOException {
        IoEventLoop loop = shard.loop();
        IoRegistration registered = loop.register(this).getNow();
        if (registered == null) {
            throw new IOException("the event loop did not take the socket");
        }
        registration = registered;
        registered.submit(READ);
    }

    @Override
    int write(Memory memory, int from, int to) throws IOException {
        return SendCall.send(this, memory.address(), from, to);
    }

    @Override
    long write(Runs runs) throws IOException {
        return runs.count() == 1
                ? SendCall.send(this, runs.memory(0).address(), runs.from(0), runs.to(0))
                : writevAddresses(runs.vectorAddress(), runs.count());
    }

    @Override
    void awaitWritable(boolean wanted) {
        IoRegistration registered = registration;
        if (registered != null && !closed) {
            registered.submit(wanted ? READ_AND_WRITE : READ);
        }
    }

    @Override
    public void handle(IoRegistration source, IoEvent event) {
        Group joined = group;
        if (closed || joined == null) {
            return;
        }
        Shard shard = joined.shard;
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        if (!ops.equals(EpollIoOps.EPOLLOUT)) {
            // Flags are hints: a read tells whether the peer has gone, and how.
            read(shard, ops.contains(EpollIoOps.EPOLLERR));
        }
        if (!closed && ops.contains(EpollIoOps.EPOLLOUT)) {
            shard.writable(this);
        }
    }

    /** What a client sends on a stream means nothing and is dropped; its end is the stream's end. */
    private void read(Shard shard, boolean error) {
        Memory discarded = shard.discarded();
        try {
            int read;
            do {
                read = readAddress(discarded.address(), 0, discarded.capacity());
            } while (read == discarded.capacity());
            if (read < 0) {
                // Even with an error: then the peer closed first, and refused what was written after.
                shard.close(this, CloseReason.CLIENT_CLOSED);
            } else if (error) {
                shard.close(this, CloseReason.RESET);
            }
        } catch (IOException e) {
            shard.close(this, CloseReason.of(e));
        }
    }

    @Override
    void shut(Shard shard, CloseReason reason) {
        if (reason != CloseReason.CLIENT_CLOSED) {
            readRest(shard.discarded());
        }
        IoRegistration registered = registration;
        if (registered != null) {
            registered.cancel();
        }
        address().release();
        // In a later task: the same batch of epoll events may still hold the number, which must not be another's by
        // then.
        shard.loop().execute(this::closeDescriptor);
    }

    /** Unread bytes would turn the close into a reset, which can take sent frames away from the peer. */
    private void readRest(Memory discarded) {
        try {
            readAddress(discarded.address(), 0, discarded.capacity());
        } catch (IOException gone) {
            // The peer has gone already, which is what we are about to do.
        }
    }

    private void closeDescriptor() {
        try {
            super.close();
        } catch (IOException e) {
            // The number is free in any case.
        }
    }

    @Override
    public FileDescriptor fd() {
        return this;
    }

    /** Called by the loop when it ends with this socket still open. */
    @Override
    public void close() {
        closeDescriptor();
    }
}
