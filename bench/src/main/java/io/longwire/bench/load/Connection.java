package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One socket of the load, registered with its loop's epoll itself: no Channel, no pipeline. Its loop's thread only. */
public abstract class Connection implements EpollIoHandle {
    private static final EpollIoOps READ = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps READ_AND_WRITE = READ.with(EpollIoOps.EPOLLOUT);
    private static final EpollIoOps END_ONLY = EpollIoOps.EPOLLRDHUP;
    private static final byte[] NOTHING = {};

    private final LoadLoop loop;
    private final InetSocketAddress remote;
    private final Socket socket;
    private @Nullable IoRegistration registration;
    private byte[] unsent = NOTHING;
    private int sent;
    private boolean connected;
    private boolean paused;
    private boolean closed;

    /** Throws where there is no socket to be had, such as when this process has all the files that it may have. */
    Connection(LoadLoop loop, InetSocketAddress remote) {
        this.loop = loop;
        this.remote = remote;
        try {
            socket = LinuxSocket.newSocketStream(remote.getAddress() instanceof Inet6Address);
        } catch (ChannelException e) {
            throw new BenchException("the load generator gets no socket", e.getCause() == null ? e : e.getCause());
        }
    }

    /** Bytes have arrived; they are valid until this call returns. */
    abstract void received(byte[] bytes, int from, int to);

    /** The connection has ended, and not by {@link #close}. Called once at most. */
    abstract void ended(String why);

    final LoadLoop loop() {
        return loop;
    }

    final void open(@Nullable InetSocketAddress local, byte[] request) {
        if (loop.hasEnded()) {
            end("the run has ended");
            return;
        }
        loop.opened(this);
        try {
            socket.setTcpNoDelay(true);
            if (local != null) {
                bind(local);
            }
            unsent = request;
            connect(false);
            registration = loop.register(this);
            if (connected) {
                flush();
            } else {
                await(EpollIoOps.EPOLLOUT);
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    /** Sends the bytes; what was sent before must have left. */
    final void send(byte[] bytes) {
        unsent = bytes;
        sent = 0;
        try {
            flush();
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final void handle(IoRegistration source, IoEvent event) {
        if (closed) {
            return;
        }
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        try {
            if (!connected) {
                connect(true);
            }
            if (connected && ops.contains(EpollIoOps.EPOLLOUT)) {
                flush();
            }
            if (connected && !paused && !ops.equals(EpollIoOps.EPOLLOUT)) {
                read();
            } else if (paused && ops.contains(EpollIoOps.EPOLLRDHUP)) {
                end("closed by the server");
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            end(e.toString());
        }
    }

    private void bind(InetSocketAddress local) throws IOException {
        try {
            socket.bind(local);
        } catch (IOException e) {
            throw new IOException("the load generator has no free port at " + local + ": " + e.getMessage(), e);
        }
    }

    private void connect(boolean begun) throws IOException {
        try {
            connected = begun ? socket.finishConnect() : socket.connect(remote);
        } catch (IOException e) {
            throw new IOException("cannot connect to " + remote + ": " + e.getMessage(), e);
        }
    }

    final boolean isConnected() {
        return connected;
    }

    private void flush() throws IOException {
        while (sent < unsent.length) {
            int written = loop.write(socket, unsent, sent);
            if (written == 0) {
                await(READ_AND_WRITE);
                return;
            }
            sent += written;
        }
        if (unsent != NOTHING) {
            unsent = NOTHING;
            sent = 0;
            await(READ);
        }
    }

    /** Stops reading, or goes on; only the other side's end is noticed meanwhile. What was to be sent must have left. */
    final void pause(boolean pause) {
        if (paused != pause && !closed) {
            paused = pause;
            await(pause ? END_ONLY : READ);
        }
    }

    private void read() throws IOException {
        int length = loop.read(socket);
        if (length > 0) {
            received(loop.received(), 0, length);
        } else if (length < 0) {
            end("closed by the server");
        }
    }

    private void await(EpollIoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    /** Closes the connection because of what arrived on it. */
    final void end(String why) {
        if (!closed) {
            close();
            ended(why);
        }
    }

    @Override
    public final FileDescriptor fd() {
        return socket;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.closed(this);
        if (registration != null) {
            registration.cancel();
        }
        if (loop.hasEnded()) {
            // It may take no more tasks, and no event is at hand.
            closeSocket();
        } else {
            // Later, since the batch of events at hand may still name the descriptor.
            loop.execute(this::closeSocket);
        }
    }

    /** Has the next close say so by a reset, as a process that was killed or a cut network does. */
    public final void closeByReset() {
        try {
            socket.setSoLinger(0);
        } catch (IOException e) {
            // It ends by itself at this very moment.
        }
        close();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
