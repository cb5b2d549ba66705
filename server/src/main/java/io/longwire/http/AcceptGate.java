package io.longwire.http;

import io.longwire.admission.Descriptors;
import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.HttpPlace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.Errors;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands where sockets are accepted: counts each, makes room for it or closes it at once, without an answer: a status
 * would stop an {@code EventSource} for good, a connection that breaks makes it come back. When the process has no
 * descriptor left, accepting pauses; what is open already goes on. On the accepting loop.
 */
public final class AcceptGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(AcceptGate.class);
    private static final AttributeKey<HttpPlace> PLACE = AttributeKey.valueOf(AcceptGate.class, "place");
    private static final long PAUSE_MILLIS = 100;
    private static final long RECOVER_MILLIS = 1000;
    private static final long LOOK_MILLIS = 5;
    private static final int MAX_LOOKS = 100;
    private static final int EMFILE = 24;
    private static final int ENFILE = 23;
    private static final ChannelFutureListener LEAVE = closed -> leave(takePlace(closed.channel()));

    private final HttpConnectionLimit limit;
    private final Descriptors descriptors;
    private final HttpPipeline pipeline;
    private boolean recovering;
    /** How often no place had come free since the last look. */
    private int looks;

    private int openBefore;

    AcceptGate(HttpConnectionLimit limit, Descriptors descriptors, HttpPipeline pipeline) {
        this.limit = limit;
        this.descriptors = descriptors;
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

    /**
     * When many come at once, most of them are streams in a moment: they wait in the kernel's queue for places to come
     * free, unless none does for a while.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Channel listening = context.channel();
        if (!isCrowded()) {
            looks = 0;
        } else if (looks < MAX_LOOKS && listening.config().isAutoRead()) {
            openBefore = limit.open();
            listening.config().setAutoRead(false);
            schedule(listening, this::lookForPlaces, LOOK_MILLIS);
        }
        context.fireChannelReadComplete();
    }

    private void lookForPlaces(Channel listening) {
        int open = limit.open();
        looks = open < openBefore ? 0 : looks + 1;
        openBefore = open;
        if (isCrowded() && looks < MAX_LOOKS) {
            schedule(listening, this::lookForPlaces, LOOK_MILLIS);
        } else {
            listening.config().setAutoRead(true);
        }
    }

    private boolean isCrowded() {
        return limit.isCrowded() && !pipeline.hasIdle();
    }

    /** Accepting has failed: pauses, since it would fail again at once. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException failure)) {
            context.fireExceptionCaught(cause);
            return;
        }
        LOGGER.debug("accepting failed: {}", failure.toString());
        Channel listening = context.channel();
        if (isWantOfDescriptors(failure)) {
            descriptors.runOut();
            pipeline.makeRoom();
            if (!recovering) {
                recovering = true;
                schedule(listening, this::recover, RECOVER_MILLIS);
            }
        }
        if (listening.config().isAutoRead()) {
            listening.config().setAutoRead(false);
            schedule(listening, channel -> channel.config().setAutoRead(true), PAUSE_MILLIS);
        }
    }

    private void recover(Channel listening) {
        recovering = !descriptors.recover();
        if (recovering) {
            schedule(listening, this::recover, RECOVER_MILLIS);
        }
    }

    private static void schedule(Channel listening, Consumer<Channel> task, long millis) {
        var unused = listening
                .eventLoop()
                .schedule(
                        () -> {
                            if (listening.isOpen()) {
                                task.accept(listening);
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private static boolean isWantOfDescriptors(IOException failure) {
        if (failure instanceof Errors.NativeIoException linux) {
            return linux.expectedErr() == -EMFILE || linux.expectedErr() == -ENFILE;
        }
        return String.valueOf(failure.getMessage()).contains("Too many open files");
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
