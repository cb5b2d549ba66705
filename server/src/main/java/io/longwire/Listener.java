package io.longwire;

import io.longwire.admission.Descriptors;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpPipeline;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A port where sockets are accepted. On Linux each loop has a listening socket of its own, among which the kernel spreads
 * those who come: what a loop accepts it serves itself, and no other has to be woken for it.
 */
final class Listener {
    private static final int BACKLOG = 4096;

    private final List<Channel> channels = new ArrayList<>();

    private Listener() {}

    /**
     * Binds and accepts; blocks until that is done. Throws {@link BindException} when the address cannot be had.
     *
     * @param host an empty text for all interfaces
     * @param port 0 for any free one
     * @param name what to call the port beside its number when it cannot be had; may be empty
     */
    static Listener bind(
            String host,
            int port,
            String name,
            Settings settings,
            Transport transport,
            EventLoopGroup loops,
            HttpPipeline pipeline,
            Descriptors descriptors)
            throws IOException {
        var bootstrap = new ServerBootstrap()
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(pipeline);
        AcceptedSockets.configure(
                bootstrap, transport, (int) Math.min(settings.millis(Setting.SSE_IDLE_TIMEOUT), Integer.MAX_VALUE));
        List<EventLoopGroup> accepting = new ArrayList<>();
        if (transport == Transport.EPOLL) {
            loops.forEach(loop -> accepting.add((EventLoop) loop));
        } else {
            accepting.add(loops);
        }
        var listener = new Listener();
        var address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        for (EventLoopGroup loop : accepting) {
            ChannelFuture bound =
                    listener.open(bootstrap.clone().group(loop).handler(pipeline.newGate(descriptors)), address);
            if (!bound.isSuccess()) {
                listener.close();
                throw cannotListen(host, port, name, bound.cause());
            }
            address = listener.address();
        }
        return listener;
    }

    private ChannelFuture open(ServerBootstrap bootstrap, InetSocketAddress address) {
        if (!channels.isEmpty()) {
            // The first shares its port only now that it is bound: else it would join another process that shares the
            // port, instead of finding it taken.
            channels.get(0).config().setOption(EpollChannelOption.SO_REUSEPORT, true);
            bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            channels.add(bound.channel());
        }
        return bound;
    }

    /** In words for an operator: which address, why, and what to do. */
    private static BindException cannotListen(String host, int port, String name, Throwable cause) {
        String where = host.isEmpty() ? "port " + port : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        var failure = new BindException("cannot listen on " + where + name + ": " + reason(cause));
        failure.initCause(cause);
        return failure;
    }

    private static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnresolvedAddressException) {
            return "no address is known for this name";
        }
        if (text.contains("address already in use")) {
            return "the port is taken";
        }
        if (text.contains("permission denied")) {
            return "permission denied (ports below 1024 need a privilege; choose a higher one)";
        }
        if (text.contains("cannot assign requested address") || text.contains("can't assign requested address")) {
            return "this machine has no such address";
        }
        return String.valueOf(cause.getMessage());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channels.get(0).localAddress();
    }

    /** Accepts no more; blocks until that is so. */
    void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
