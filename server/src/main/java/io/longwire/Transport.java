package io.longwire;

import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** How sockets are served: epoll on Linux, NIO elsewhere. */
enum Transport {
    EPOLL,
    NIO;

    /** Throws {@link SettingException} when epoll is asked for and not to be had. */
    static Transport of(Settings settings) {
        return switch (settings.text(Setting.SSE_TRANSPORT)) {
            case "nio" -> NIO;
            case "epoll" -> {
                if (!Epoll.isAvailable()) {
                    throw new SettingException("SSE_TRANSPORT=epoll is not allowed: this system has nio only");
                }
                yield EPOLL;
            }
            default -> Epoll.isAvailable() ? EPOLL : NIO;
        };
    }

    /** Event loops, each a thread of its own. */
    MultiThreadIoEventLoopGroup loops(int count, String name) {
        IoHandlerFactory handlers = this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name), handlers);
    }

    Class<? extends ServerChannel> serverChannel() {
        return this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
}
