package io.longwire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;

/**
 * How accepted sockets are set up: small send buffers, or slow readers would cost the kernel hundreds of megabytes; no
 * waiting for more to send; peers that vanished found out.
 *
 * <p>On Linux a socket inherits this from the one it is accepted on, which spares it five system calls of its own.
 */
final class AcceptedSockets {
    private static final int SEND_BUFFER = 64 * 1024;

    // Of Linux, on every processor that Netty's epoll is built for; see socket(7) and tcp(7).
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int TCP_USER_TIMEOUT = 18;

    private AcceptedSockets() {}

    /** @param userTimeout milliseconds after which a peer is lost that acknowledges nothing; on epoll only */
    static void configure(ServerBootstrap bootstrap, Transport transport, int userTimeout) {
        bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (transport == Transport.EPOLL) {
            inherited(bootstrap, "SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, SEND_BUFFER);
            inherited(bootstrap, "SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, 1);
            inherited(bootstrap, "TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1);
            inherited(bootstrap, "TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT, userTimeout);
        } else {
            bootstrap
                    .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(ChannelOption.TCP_NODELAY, true);
        }
    }

    private static void inherited(ServerBootstrap bootstrap, String name, int level, int option, int value) {
        bootstrap.option(new IntegerUnixChannelOption(name, level, option), value);
    }
}
