package io.longwire.stream;

import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * send(2) on a socket that is not an {@code io.netty.channel.unix.Socket}.
 *
 * <p>A {@link FileDescriptor} has only write(2), which on a socket goes through what files need as well: measured 0.3 µs
 * more a call, a twentieth of a delivery. Netty has the call in {@link Socket}, whose constructor needs the native
 * library even where streams stay on their Channel, so it cannot be the superclass of {@link StreamConnection}, and an
 * object of its own would cost each stream 24 bytes. So the native method behind it is called as it is. Where Netty
 * hides or renames it, it is write(2) again. Any thread.
 */
final class SendCall {
    private static final @Nullable MethodHandle SEND = find();

    private SendCall() {}

    private static @Nullable MethodHandle find() {
        try {
            Method send = Socket.class.getDeclaredMethod("sendAddress", int.class, long.class, int.class, int.class);
            send.setAccessible(true);
            return MethodHandles.lookup().unreflect(send);
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return null;
        }
    }

    /** Whether it is send(2) and not write(2). */
    static boolean isFound() {
        return SEND != null;
    }

    /** Writes a range of memory; returns how many bytes were taken, 0 when the socket is full. */
    static int send(FileDescriptor socket, long address, int from, int to) throws IOException {
        if (SEND == null) {
            return socket.writeAddress(address, from, to);
        }
        int sent;
        try {
            sent = (int) SEND.invokeExact(socket.intValue(), address, from, to);
        } catch (Throwable impossible) { // a native method that declares nothing
            throw new IllegalStateException(impossible);
        }
        return sent >= 0 ? sent : Errors.ioResult("send", sent);
    }
}
