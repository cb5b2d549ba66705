package io.longwire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * What a connection says: answers in order, those to one read in one write, and an end that takes none of them away. One
 * per connection, on its loop.
 */
final class Output {
    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));

    private final ChannelHandlerContext context;
    private boolean reading;

    Output(ChannelHandlerContext context) {
        this.context = context;
    }

    Channel channel() {
        return context.channel();
    }

    /** Bytes are being read: answers are flushed together, by {@link #readEnds()}. */
    void readBegins() {
        reading = true;
    }

    void readEnds() {
        reading = false;
        context.flush();
    }

    void write(ByteBuf bytes) {
        context.write(bytes, channel().voidPromise());
        if (!reading) {
            context.flush();
        }
    }

    void writeContinue() {
        context.writeAndFlush(CONTINUE.duplicate(), channel().voidPromise());
    }

    /**
     * Flushes, tells the peer that there is no more, and reads on, lest a reset take the last answer; closes at once
     * where nobody is left to be told.
     *
     * @param peerHasEnded whether the peer has ended its side, asked once all is written
     */
    void end(BooleanSupplier peerHasEnded) {
        Channel channel = channel();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (!peerHasEnded.getAsBoolean() && written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
        channel.config().setAutoRead(true);
    }
}
