package io.longwire.http;

import io.longwire.admission.TrustedProxies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: serves its requests one after the other, in order, keeps their deadlines, and ends in order. What
 * was decoded too early waits, and reading pauses meanwhile. Its loop only.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpConnection.class);
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));
    /** How long the peer may take to close its side after us. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private enum Phase {
        /** Serves requests. */
        SERVING,
        /** The last answer is written; what still comes is thrown away until the peer closes too. */
        LINGERING,
        /** Closed, or left to a stream. */
        OVER
    }

    private final HttpTimeouts timeouts;
    private final TrustedProxies trusted;
    private final Deadlines deadlines;
    private final Cors cors;
    private final Deadline deadline = new Deadline();
    private final CurrentRequest current;
    /** The decoder's view of the head which is arriving. */
    private final HeadCheck head = new HeadCheck();
    /** Decoded and not yet served. */
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);
    /** Index in the loop's list. */
    int slot;

    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.SERVING;
    private boolean reading;
    private boolean draining;
    /** Whether the deadline is that of the head which is arriving. */
    private boolean headTimed;

    private boolean paused;
    private boolean streamedBody;
    /** Whether the peer has ended its side. */
    private boolean inputEnded;
    /** Whether the next answer is the last. */
    private boolean ending;

    HttpConnection(Router router, HttpTimeouts timeouts, TrustedProxies trusted, Deadlines deadlines) {
        this.current = new CurrentRequest(this, router);
        this.cors = router.cors();
        this.timeouts = timeouts;
        this.trusted = trusted;
        this.deadlines = deadlines;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext added = context;
        if (added == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return added;
    }

    /** Who is believed when it names another as the client. */
    TrustedProxies trusted() {
        return trusted;
    }

    Channel channel() {
        return context().channel();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        deadlines.add(this);
        deadline.in(timeouts.request());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        deadlines.remove(this);
        phase = Phase.OVER;
        dropWaiting();
    }

    // What comes in.

    /** Bytes came in, not yet decoded. */
    void bytesArrived() {
        reading = true;
    }

    /** Filled in by the decoder. */
    HeadCheck head() {
        return head;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object part) {
        if (phase != Phase.SERVING) {
            ReferenceCountUtil.release(part);
        } else if (isBlocked() || !waiting.isEmpty()) {
            waiting.add(part);
            ctx.channel().config().setAutoRead(false);
        } else {
            serve(part);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (phase == Phase.SERVING && current.exchange() == null && head.isArriving() && !headTimed) {
            headTimed = true;
            deadline.in(timeouts.request());
        }
        ctx.flush();
    }

    /** Whether the next part must wait: for the answer under way, for the body's consumer, for the peer to read. */
    private boolean isBlocked() {
        Exchange exchange = current.exchange();
        return paused
                || (exchange != null && exchange.bodyComplete && !exchange.answered)
                || !channel().isWritable();
    }

    private void serve(Object part) {
        if (current.exchange() == null) {
            headTimed = false;
            deadline.in(timeouts.request());
        }
        try {
            current.take(part);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    void pieceArrived() {
        if (streamedBody) {
            deadline.in(timeouts.streamedBody());
        }
    }

    void bodyComplete() {
        deadline.never();
    }

    /** The request is served, the connection goes on. */
    void finish() {
        current.clear();
        paused = false;
        streamedBody = false;
        awaitHead();
        drain();
    }

    private void awaitHead() {
        headTimed = head.isArriving();
        deadline.in(headTimed ? timeouts.request() : timeouts.keepAlive());
    }

    /** Serves what has waited, as far as that goes now. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        while (phase == Phase.SERVING && !waiting.isEmpty() && !isBlocked()) {
            serve(waiting.remove());
        }
        draining = false;
        if (phase == Phase.SERVING && !isBlocked()) {
            if (inputEnded) {
                inputEnded();
            } else if (!channel().config().isAutoRead()) {
                channel().config().setAutoRead(true);
            }
        }
    }

    private void dropWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    // What goes out.

    Cors cors() {
        return cors;
    }

    boolean isCurrent(Exchange exchange) {
        return current.exchange() == exchange && phase == Phase.SERVING;
    }

    void answer(Exchange exchange, Answer answer) {
        assert channel().eventLoop().inEventLoop();
        if (!isCurrent(exchange) || exchange.answered) {
            return;
        }
        exchange.answered = true;
        boolean last = ending || (inputEnded && waiting.isEmpty());
        boolean keepAlive = !last && exchange.wantsKeepAlive() && CurrentRequest.isRestSmall(exchange);
        write(answer.render(
                channel().alloc(), keepAlive, exchange.isHttp10(), exchange.isHead(), exchange.crossOriginLines()));
        if (!keepAlive) {
            closeInOrder();
        } else if (exchange.bodyComplete) {
            finish();
        } else {
            resumeBody(exchange);
        }
    }

    void answerAndClose(Exchange exchange, byte[] headAndBody) {
        if (isCurrent(exchange) && !exchange.answered) {
            exchange.answered = true;
            write(Unpooled.wrappedBuffer(headAndBody));
            closeInOrder();
        }
    }

    void writeContinue() {
        context().writeAndFlush(CONTINUE.duplicate(), channel().voidPromise());
    }

    private void write(ByteBuf bytes) {
        context().write(bytes, channel().voidPromise());
        if (!reading) {
            context().flush();
        }
    }

    void endAfterAnswer() {
        ending = true;
    }

    /** Flushes, tells the peer that there is no more, and reads on until it closes too, lest a reset take the answer. */
    void closeInOrder() {
        phase = Phase.LINGERING;
        dropWaiting();
        deadline.in(LINGER);
        Channel channel = channel();
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (!inputEnded && written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
        channel.config().setAutoRead(true);
    }

    /** Leaves the socket to a stream: nothing is read or timed here any more. */
    void leave(Exchange exchange) {
        exchange.answered = true;
        phase = Phase.OVER;
        current.clear();
        deadline.never();
        dropWaiting();
        channel().config().setAutoRead(false);
    }

    // A body that is served as it arrives.

    void streamBody(Exchange exchange) {
        if (isCurrent(exchange) && !exchange.bodyComplete) {
            streamedBody = true;
            deadline.in(timeouts.streamedBody());
        }
    }

    void pauseBody(Exchange exchange) {
        if (isCurrent(exchange) && !exchange.answered && !exchange.bodyComplete) {
            paused = true;
            deadline.never();
            channel().config().setAutoRead(false);
        }
    }

    void resumeBody(Exchange exchange) {
        if (isCurrent(exchange) && paused) {
            paused = false;
            deadline.in(streamedBody ? timeouts.streamedBody() : timeouts.request());
            drain();
        }
    }

    // How it ends.

    /**
     * Closes or answers when the deadline has passed.
     *
     * @param now of {@link System#nanoTime()}
     */
    void checkDeadline(long now) {
        if (phase == Phase.OVER || !deadline.hasPassed(now)) {
            return;
        }
        Exchange exchange = current.exchange();
        if (phase == Phase.LINGERING || !channel().isWritable() || (exchange == null && !head.isArriving())) {
            channel().close();
            return;
        }
        ending = true;
        current.abandon();
        Answer late = Answer.problem(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time");
        if (exchange == null) {
            write(late.render(channel().alloc(), false, false, false, cors.lines(null)));
            closeInOrder();
        } else if (exchange.answered) {
            closeInOrder();
        } else {
            answer(exchange, late);
        }
    }

    /** Ends now when nothing is under way, otherwise with the answer. */
    void stop() {
        ending = true;
        if (phase == Phase.SERVING && current.exchange() == null && !head.isArriving()) {
            channel().close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Exchange exchange = current.exchange();
        if (phase != Phase.SERVING) {
            return;
        }
        if (!ctx.channel().isWritable() || (exchange != null && !exchange.bodyComplete)) {
            deadline.in(timeouts.request());
        } else if (exchange != null) {
            deadline.never();
        } else {
            awaitHead();
        }
        if (ctx.channel().isWritable()) {
            ctx.channel().eventLoop().execute(this::drain);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            inputEnded();
        }
    }

    /** The peer sends no more: serve what is complete, give up what is not. */
    private void inputEnded() {
        Exchange exchange = current.exchange();
        boolean incomplete = exchange == null || !exchange.bodyComplete;
        if (phase == Phase.LINGERING) {
            channel().close();
        } else if (phase == Phase.SERVING && waiting.isEmpty() && incomplete) {
            current.abandon();
            channel().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        current.abandon();
        phase = Phase.OVER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOGGER.warn("a connection failed: {}", cause.toString());
        }
        ctx.close();
    }
}
