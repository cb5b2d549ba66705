package io.longwire.http;

import io.longwire.admission.Descriptors;
import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.TrustedProxies;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.function.Supplier;

/**
 * What an accepted socket goes through while it speaks HTTP: a decoder with strict limits, and an {@link HttpConnection}
 * that answers. Responses need no encoder: an {@link Answer} is its bytes.
 */
public final class HttpPipeline extends ChannelInitializer<Channel> {
    private final Router router;
    private final HttpTimeouts timeouts;
    private final Supplier<TrustedProxies> trusted;
    private final HttpConnectionLimit limit;
    private final IdentityHashMap<EventExecutor, Deadlines> deadlines = new IdentityHashMap<>();

    /**
     * @param trusted whose word for the client's address counts now
     * @param limit how many connections there may be
     * @param loops all loops that connections may be registered with
     */
    public HttpPipeline(
            Router router,
            HttpTimeouts timeouts,
            Supplier<TrustedProxies> trusted,
            HttpConnectionLimit limit,
            EventLoopGroup loops) {
        this.router = router;
        this.timeouts = timeouts;
        this.trusted = trusted;
        this.limit = limit;
        for (EventExecutor loop : loops) {
            deadlines.put(
                    loop, new Deadlines((EventLoop) loop, timeouts.shortest().toMillis()));
        }
    }

    @Override
    protected void initChannel(Channel channel) {
        Deadlines ofLoop = deadlines.get(channel.eventLoop());
        if (ofLoop == null) {
            throw new IllegalStateException("not one of the request loops");
        }
        var connection = new HttpConnection(router, timeouts, trusted, ofLoop, AcceptGate.takePlace(channel));
        channel.pipeline().addLast(new RequestDecoder(connection), connection.input());
    }

    /** What stands where sockets are accepted for this pipeline; one for each listening socket. */
    public AcceptGate newGate(Descriptors descriptors) {
        return new AcceptGate(limit, descriptors, this);
    }

    /** Whether there is a connection that waits between two requests. Any thread. */
    boolean hasIdle() {
        for (Deadlines ofLoop : deadlines.values()) {
            if (ofLoop.idle().hasUnclaimed()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Closes the connection, of all loops, that has waited longest between two requests, or soon will; false when every
     * one has a request under way. Any thread.
     */
    boolean makeRoom() {
        while (true) {
            Deadlines longest = null;
            for (Deadlines ofLoop : deadlines.values()) {
                IdleConnections idle = ofLoop.idle();
                if (idle.hasUnclaimed()
                        && (longest == null
                                || idle.oldestUntil() - longest.idle().oldestUntil() < 0)) {
                    longest = ofLoop;
                }
            }
            if (longest == null) {
                return false;
            }
            if (longest.idle().claim()) {
                longest.closeClaimed();
                return true;
            }
        }
    }

    /**
     * Ends idle connections now and the others with their next answer. Blocks until every loop has taken note: what a
     * handler began before is under way then. Not to be called on one of the loops.
     */
    public void stop() {
        deadlines.forEach((loop, ofLoop) -> loop.submit(ofLoop::stop).awaitUninterruptibly());
    }

    /** Whether there are HTTP connections still. Any thread. */
    public boolean isBusy() {
        for (Deadlines ofLoop : deadlines.values()) {
            if (ofLoop.size() > 0) {
                return true;
            }
        }
        return false;
    }
}
