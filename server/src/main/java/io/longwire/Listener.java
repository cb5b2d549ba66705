package io.longwire;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.AcceptGate;
import io.longwire.http.HttpPipeline;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A port where sockets are accepted. */
final class Listener {
    private static final int BACKLOG = 4096;

    private final Channel channel;

    private Listener(Channel channel) {
        this.channel = channel;
    }

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
            AcceptGate gate)
            throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(gate)
                .childHandler(pipeline);
        AcceptedSockets.configure(
                bootstrap, transport, (int) Math.min(settings.millis(Setting.SSE_IDLE_TIMEOUT), Integer.MAX_VALUE));
        var address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw cannotListen(host, port, name, bound.cause());
        }
        return new Listener(bound.channel());
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
        return (InetSocketAddress) channel.localAddress();
    }

    /** Accepts no more; blocks until that is so. */
    void close() {
        channel.close().awaitUninterruptibly();
    }
}
