package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.Memory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A stream on an ordinary Netty Channel with one handler: any transport. Frames are copied, since Netty keeps them until
 * the socket takes them; how much it may keep is capped. Its shard's loop only.
 */
public final class ChannelConnection extends StreamConnection {
    /** Bytes that Netty may hold for one stream. */
    static final int MAX_HELD = 64 * 1024;

    private final Channel channel;
    private boolean awaitsWritable;

    /** @param channel registered with the shard's loop, its pipeline empty */
    public ChannelConnection(Channel channel, int number, AddressSlot address) {
        super(0, number, address);
        this.channel = channel;
    }

    @Override
    void open(Shard shard) throws IOException {
        if (!channel.isActive()) {
            throw new IOException("the peer has gone");
        }
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_HELD / 4, MAX_HELD));
        channel.pipeline().addLast(new PeerHandler(shard));
        channel.config().setAutoRead(true);
    }

    private int room() {
        return channel.isWritable() ? (int) Math.min(MAX_HELD, channel.bytesBeforeUnwritable()) : 0;
    }

    @Override
    int write(Memory memory, int from, int to) throws IOException {
        int length = Math.min(room(), to - from);
        if (length > 0) {
            enqueue(memory, from, length);
            channel.flush();
        }
        return length;
    }

    @Override
    long write(Runs runs) throws IOException {
        long taken = 0;
        for (int run = 0; run < runs.count(); run++) {
            int wanted = runs.to(run) - runs.from(run);
            int length = Math.min(room(), wanted);
            if (length > 0) {
                enqueue(runs.memory(run), runs.from(run), length);
                taken += length;
            }
            if (length < wanted) {
                break;
            }
        }
        channel.flush();
        return taken;
    }

    private void enqueue(Memory memory, int from, int length) throws IOException {
        if (!channel.isActive()) {
            throw new IOException("the peer has gone");
        }
        ByteBuf copy = channel.alloc().directBuffer(length);
        copy.writeBytes(memory.buffer().duplicate().position(from).limit(from + length));
        channel.write(copy, channel.voidPromise());
    }

    @Override
    void awaitWritable(boolean wanted) {
        awaitsWritable = wanted;
        if (wanted && room() > 0) {
            channel.eventLoop().execute(this::tellWritable);
        }
    }

    private void tellWritable() {
        Group joined = group;
        if (joined != null && awaitsWritable && !closed && room() > 0) {
            joined.shard.writable(this);
        }
    }

    @Override
    void shut(Shard shard, CloseReason reason) {
        if (reason.isOrderly()) {
            // What Netty holds must leave first, for which a peer that reads nothing gets no longer than any other.
            var late = shard.loop()
                    .schedule(() -> channel.close(), shard.settings().idleTimeoutMillis(), TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> late.cancel(false));
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            channel.close();
        }
        channel.closeFuture().addListener(closed -> address().release());
    }

    /** The shard's own way to end a stream is {@link #shut}. */
    @Override
    public void close() {
        channel.close();
    }

    private final class PeerHandler extends ChannelInboundHandlerAdapter {
        private final Shard shard;

        PeerHandler(Shard shard) {
            this.shard = shard;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (awaitsWritable) {
                // In a later task: this may be called in the middle of our own flush.
                context.channel().eventLoop().execute(ChannelConnection.this::tellWritable);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            shard.close(ChannelConnection.this, CloseReason.CLIENT_CLOSED);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                shard.close(ChannelConnection.this, CloseReason.CLIENT_CLOSED);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            shard.close(ChannelConnection.this, CloseReason.of(cause));
        }
    }
}
