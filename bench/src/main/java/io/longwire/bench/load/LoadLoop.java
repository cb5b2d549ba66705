package io.longwire.bench.load;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One event loop of the load and the buffers that its connections share. Its own thread only, but for {@link #execute}. */
public final class LoadLoop {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final int index;
    private final IoEventLoop eventLoop;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final long directAddress = Buffer.memoryAddress(direct);
    private final byte[] received = new byte[BUFFER_BYTES];
    private final Set<Connection> open = new HashSet<>();
    private long nowMicros;
    private boolean ended;

    LoadLoop(int index, IoEventLoop eventLoop) {
        this.index = index;
        this.eventLoop = eventLoop;
    }

    /** Counts up from 0 over the loops of a run. */
    public int index() {
        return index;
    }

    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    /** Whether it was told to end, which it does after what it is at; any thread. */
    boolean isToEnd() {
        return eventLoop.isShuttingDown();
    }

    /** Whether its connections have been closed for good: there will be no others. */
    boolean hasEnded() {
        return ended;
    }

    void opened(Connection connection) {
        open.add(connection);
    }

    void closed(Connection connection) {
        open.remove(connection);
    }

    /** Netty closes what is registered only where it was told to end between two rounds, not at a task of one. */
    void end() {
        ended = true;
        List.copyOf(open).forEach(Connection::close);
    }

    /** When the bytes that are being decoded arrived, on the clock of {@link Clock}. */
    long nowMicros() {
        return nowMicros;
    }

    IoRegistration register(Connection connection) throws IOException {
        Future<IoRegistration> registration = eventLoop.register(connection);
        if (!registration.isSuccess()) {
            throw new IOException("the event loop did not take the socket: " + registration.cause());
        }
        return registration.getNow();
    }

    /** Reads once into {@link #received()}: bytes read, 0 when there are none, -1 at the end. */
    int read(Socket socket) throws IOException {
        int length = socket.readAddress(directAddress, 0, BUFFER_BYTES);
        nowMicros = Clock.micros();
        if (length > 0) {
            direct.get(0, received, 0, length);
        }
        return length;
    }

    byte[] received() {
        return received;
    }

    /** Writes as much as the socket takes at once; the number of bytes. */
    int write(Socket socket, byte[] bytes, int from) throws IOException {
        int length = Math.min(bytes.length - from, BUFFER_BYTES);
        direct.put(0, bytes, from, length);
        return socket.writeAddress(directAddress, 0, length);
    }
}
