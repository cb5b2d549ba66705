package io.longwire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes in on a connection, passed on part by part. What was decoded too early waits here, and reading pauses
 * meanwhile, so that a peer which sends faster than it is answered, or does not read its answers, is held back. One per
 * connection, on its loop.
 */
final class Input extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(Input.class);

    private final HttpConnection connection;
    /** Decoded and not yet served. */
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);

    private boolean draining;
    private boolean paused;
    /** Whether the peer has ended its side. */
    private boolean ended;

    Input(HttpConnection connection) {
        this.connection = connection;
    }

    private Channel channel() {
        return connection.channel();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.opened(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        connection.removed();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object part) {
        if (!connection.isServing()) {
            ReferenceCountUtil.release(part);
        } else if (isBlocked() || !waiting.isEmpty()) {
            waiting.add(part);
            channel().config().setAutoRead(false);
        } else {
            connection.serve(part);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.readEnds();
    }

    /** Whether the next part must wait: for the answer under way, for the body's consumer, for the peer to read. */
    private boolean isBlocked() {
        return paused || connection.owesAnswer() || !channel().isWritable();
    }

    /** Serves what has waited, as far as that goes now, and reads on when nothing is left. */
    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        while (connection.isServing() && !waiting.isEmpty() && !isBlocked()) {
            connection.serve(waiting.remove());
        }
        draining = false;
        if (connection.isServing() && !isBlocked()) {
            if (ended) {
                endsNow();
            } else if (!channel().config().isAutoRead()) {
                channel().config().setAutoRead(true);
            }
        }
    }

    void drop() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    /** Serves and reads no more until {@link #resume()}. */
    void pause() {
        paused = true;
        channel().config().setAutoRead(false);
    }

    boolean isPaused() {
        return paused;
    }

    /** Undoes {@link #pause()}; what has waited goes on with {@link #drain()}. */
    void resume() {
        paused = false;
    }

    /** Whether the peer has ended its side; something may wait still. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether the peer has ended its side and nothing waits. */
    boolean isExhausted() {
        return ended && waiting.isEmpty();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (connection.isServing()) {
            boolean isWritable = ctx.channel().isWritable();
            connection
                    .deadline()
                    .writabilityChanged(isWritable, connection.current().exchange());
            if (isWritable) {
                ctx.channel().eventLoop().execute(this::drain);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ended = true;
            endsNow();
        }
    }

    private void endsNow() {
        if (waiting.isEmpty() || !connection.isServing()) {
            connection.inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.lost();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOGGER.warn("a connection failed: {}", cause.toString());
        }
        ctx.close();
    }
}
