package io.longwire.http;

import io.longwire.admission.HttpPlace;
import io.longwire.admission.TrustedProxies;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection: serves its requests one after the other, in order, keeps their deadlines, and ends in order. Its
 * {@link Input} holds back what comes too early, its {@link Output} writes. Its loop only.
 */
final class HttpConnection {
    private enum Phase {
        /** Serves requests. */
        SERVING,
        /** The last answer is written; what still comes is thrown away until the peer closes too. */
        LINGERING,
        /** Closed, or left to a stream. */
        OVER
    }

    private final Supplier<TrustedProxies> trusted;
    private final Deadlines deadlines;
    private final @Nullable HttpPlace place;
    private final Router router;
    private final CurrentRequest current;
    private final HeadCheck head = new HeadCheck();
    private final Deadline deadline;
    private final Input input = new Input(this);
    /** Index in the loop's list. */
    int slot;

    private final IdleConnections.Place idlePlace = new IdleConnections.Place(this);

    private @Nullable Output output;
    private Phase phase = Phase.SERVING;
    /** Whether the next answer is the last. */
    private boolean ending;

    /** @param place its place among the connections, given back when it ends or is left to a stream; null for none */
    HttpConnection(
            Router router,
            HttpTimeouts timeouts,
            Supplier<TrustedProxies> trusted,
            Deadlines deadlines,
            @Nullable HttpPlace place) {
        this.current = new CurrentRequest(this, router);
        this.router = router;
        this.trusted = trusted;
        this.deadline = new Deadline(timeouts, head);
        this.deadlines = deadlines;
        this.place = place;
    }

    /** What stands in the pipeline behind the decoder. */
    Input input() {
        return input;
    }

    /** Who is believed now when it names another as the client. */
    TrustedProxies trusted() {
        return trusted.get();
    }

    Deadline deadline() {
        return deadline;
    }

    CurrentRequest current() {
        return current;
    }

    /** Filled in by the decoder. */
    HeadCheck head() {
        return head;
    }

    Output output() {
        Output added = output;
        if (added == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return added;
    }

    Channel channel() {
        return output().channel();
    }

    void opened(ChannelHandlerContext context) {
        output = new Output(context);
        deadlines.add(this);
        deadline.firstByte();
    }

    /** The pipeline is taken apart. */
    void removed() {
        deadlines.idle().remove(idlePlace);
        deadlines.remove(this);
        if (place != null) {
            place.leave();
        }
        phase = Phase.OVER;
        input.drop();
    }

    // What comes in.

    /** Bytes came in, not yet decoded. */
    void bytesArrived() {
        deadlines.idle().remove(idlePlace);
        output().readBegins();
    }

    /** What came in is decoded. */
    void readEnds() {
        if (isIdle()) {
            deadline.wholeHead();
        }
        output().readEnds();
    }

    boolean isServing() {
        return phase == Phase.SERVING;
    }

    /** Between requests; a head may be arriving. */
    private boolean isIdle() {
        return phase == Phase.SERVING && current.exchange() == null;
    }

    /** Whether a whole request has come that is not answered yet. */
    boolean owesAnswer() {
        Exchange exchange = current.exchange();
        return exchange != null && exchange.bodyComplete && !exchange.answered;
    }

    /** Serves a part and lets go of it. */
    void serve(Object part) {
        if (current.exchange() == null) {
            deadline.wholeBody();
        }
        try {
            current.take(part);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    /** The request is served, the connection goes on. */
    void finish() {
        current.clear();
        input.resume();
        deadline.nextRequest();
        input.drain();
        if (isIdle() && !head.isArriving() && input.isEmpty()) {
            deadlines.idle().add(idlePlace);
            if (deadlines.idle().hasClaims()) {
                deadlines.closeClaimed();
            }
        }
    }

    /** Until when it may wait for its next request, of {@link System#nanoTime()}. */
    long idleUntil() {
        return deadline.nanos();
    }

    /** Closes it to make room; false while the peer has not taken the last answer. */
    boolean closeIdle() {
        ChannelOutboundBuffer unsent = channel().unsafe().outboundBuffer();
        if (unsent != null && unsent.totalPendingWriteBytes() > 0) {
            return false;
        }
        deadlines.idle().remove(idlePlace);
        channel().close();
        return true;
    }

    // What goes out.

    Cors cors() {
        return router.cors();
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
        boolean last = ending || input.isExhausted();
        boolean keepAlive = !last && exchange.wantsKeepAlive() && CurrentRequest.isRestSmall(exchange);
        output().write(answer.render(
                channel().alloc(), keepAlive, exchange.isHttp10(), exchange.isHead(), exchange.crossOriginLines()));
        if (!keepAlive) {
            closeInOrder();
        } else if (exchange.bodyComplete) {
            finish();
        } else {
            current.resumeBody(exchange);
        }
    }

    void answerAndClose(Exchange exchange, byte[] headAndBody) {
        if (isCurrent(exchange) && !exchange.answered) {
            exchange.answered = true;
            output().write(Unpooled.wrappedBuffer(headAndBody));
            closeInOrder();
        }
    }

    void endAfterAnswer() {
        ending = true;
    }

    /** Serves no more; what still comes is thrown away until the peer closes too. */
    void closeInOrder() {
        phase = Phase.LINGERING;
        input.drop();
        deadline.close();
        output().end(input::hasEnded);
    }

    /** Leaves the socket to a stream: nothing is timed here any more, and what comes is thrown away. */
    void leave(Exchange exchange) {
        exchange.answered = true;
        phase = Phase.OVER;
        current.clear();
        deadline.never();
        input.drop();
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
        var late = new RequestException(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time");
        if (exchange == null) {
            Answer answer = Answer.problem(late.status(), late.detail());
            output().write(answer.render(channel().alloc(), false, false, false, cors().lines(null)));
            closeInOrder();
        } else if (exchange.answered) {
            closeInOrder();
        } else {
            current.refuse(late);
        }
    }

    /** Ends now when nothing is under way, otherwise with the answer. */
    void stop() {
        ending = true;
        if (isIdle() && !head.isArriving()) {
            channel().close();
        }
    }

    /** The peer sends no more and nothing waits: give up what is not complete. */
    void inputEnded() {
        if (phase == Phase.LINGERING) {
            channel().close();
        } else if (phase == Phase.SERVING && !owesAnswer()) {
            // Its other side may be open still, and reading.
            if (!current.abandon(RequestException.bad("the body ended before it was complete"))) {
                channel().close();
            }
        }
    }

    /** The connection is closed, by whomever. */
    void lost() {
        current.abandon(RequestException.bad("the connection broke"));
        phase = Phase.OVER;
    }
}
