package io.longwire.http;

import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.HttpPlace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Stands where sockets are accepted: counts each, makes room for it or closes it at once, without an answer: a status
 * would stop an {@code EventSource} for good, a connection that breaks makes it come back. On the accepting loop.
 */
public final class AcceptGate extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<HttpPlace> PLACE = AttributeKey.valueOf(AcceptGate.class, "place");
    private static final ChannelFutureListener LEAVE = closed -> leave(takePlace(closed.channel()));

    private final HttpConnectionLimit limit;
    private final HttpPipeline pipeline;

    AcceptGate(HttpConnectionLimit limit, HttpPipeline pipeline) {
        this.limit = limit;
        this.pipeline = pipeline;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        var channel = (Channel) accepted;
        InetAddress peer = channel.remoteAddress() instanceof InetSocketAddress internet ? internet.getAddress() : null;
        HttpPlace place = limit.enter(peer);
        if (place != null && place.isBeyondBound() && !pipeline.makeRoom()) {
            place.refuse(peer);
            place = null;
        }
        if (place == null) {
            channel.unsafe().closeForcibly();
            return;
        }
        channel.attr(PLACE).set(place);
        // When no loop takes it, nobody else would give the place back.
        channel.closeFuture().addListener(LEAVE);
        context.fireChannelRead(channel);
    }

    /** The place of an accepted connection, which is the caller's to give back from here on. */
    static @Nullable HttpPlace takePlace(Channel channel) {
        return channel.attr(PLACE).getAndSet(null);
    }

    private static void leave(@Nullable HttpPlace place) {
        if (place != null) {
            place.leave();
        }
    }
}
