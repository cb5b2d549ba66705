package io.longwire.stream;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

/** The I/O of a loop that has none: its streams are {@link SinkConnection}s. */
final class NoIo implements IoHandler {
    @Override
    public int run(IoHandlerContext context) {
        return 0;
    }

    @Override
    public IoRegistration register(IoHandle handle) {
        throw new UnsupportedOperationException("no sockets here");
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return false;
    }
}
