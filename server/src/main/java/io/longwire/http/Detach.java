package io.longwire.http;

import io.longwire.admission.AddressSlot;
import io.longwire.stream.ChannelConnection;
import io.longwire.stream.CloseReason;
import io.longwire.stream.DetachedConnection;
import io.longwire.stream.Shard;
import io.longwire.stream.StreamConnection;
import io.longwire.stream.StreamOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the channel of a request into a stream: writes the head, takes the channel off its request loop, and hands the
 * socket to a shard. On epoll the socket leaves its Netty Channel altogether, which is then garbage: its close future
 * never fires, and nobody may close it later.
 *
 * <p>Until the shard has the stream, its place among the connections is given back here, once, whatever goes wrong.
 */
public final class Detach {
    private final boolean leaveChannel;

    /** @param leaveChannel whether sockets leave their Channels where the transport allows */
    public Detach(boolean leaveChannel) {
        this.leaveChannel = leaveChannel;
    }

    /**
     * Answers with the beginning of a stream and hands it over. On the request's loop.
     *
     * @param first head and first events of the answer
     * @param position where the shard goes on
     * @param sum of the text in {@code first}, for the content coding gzip
     * @param number the stream's, of {@link io.longwire.stream.ConnectionIds}
     */
    public void start(
            Exchange exchange,
            byte[] first,
            Shard shard,
            StreamOptions options,
            long position,
            long sum,
            AddressSlot place,
            int number) {
        HttpConnection connection = exchange.connection();
        if (exchange.isOver()) {
            place.release();
            return;
        }
        connection.leave(exchange);
        new Leaving(connection.channel(), shard, options, position, sum, place, number).write(first);
    }

    /** One socket on its way. */
    private final class Leaving {
        private final Channel channel;
        /** The channel, where the socket leaves it; null where the channel moves to the shard. */
        private final @Nullable EpollSocketChannel left;

        private final Shard shard;
        private final StreamOptions options;
        private final long position;
        private final long sum;
        private final AddressSlot place;
        private final int number;

        Leaving(
                Channel channel,
                Shard shard,
                StreamOptions options,
                long position,
                long sum,
                AddressSlot place,
                int number) {
            this.channel = channel;
            this.left = leaveChannel && channel instanceof EpollSocketChannel epoll ? epoll : null;
            this.shard = shard;
            this.options = options;
            this.position = position;
            this.sum = sum;
            this.place = place;
            this.number = number;
        }

        void write(byte[] first) {
            ChannelFuture head = channel.writeAndFlush(Unpooled.wrappedBuffer(first));
            if (!head.isDone() || left == null) {
                channel.config().setAutoRead(false);
            }
            head.addListener(written -> {
                if (written.isSuccess()) {
                    // In a later task, so that the decoder's loop has been left.
                    channel.eventLoop().execute(this::leaveLoop);
                } else {
                    abandon(CloseReason.of(written.cause()));
                }
            });
        }

        private void leaveLoop() {
            if (!channel.isActive() || !channel.isRegistered()) {
                abandon(CloseReason.RESET);
                return;
            }
            // The codec last: what the client sent after its request then reaches the end of the pipeline and is
            // dropped.
            for (ChannelHandler handler = channel.pipeline().last();
                    handler != null;
                    handler = channel.pipeline().last()) {
                channel.pipeline().remove(handler);
            }
            channel.deregister().addListener(done -> {
                if (!done.isSuccess() || !channel.isOpen()) {
                    abandon(CloseReason.ERROR);
                } else if (left != null) {
                    handOver(new DetachedConnection(left.fd().intValue(), number, place));
                } else {
                    moveChannel();
                }
            });
        }

        private void moveChannel() {
            EventLoopGroup loop = shard.loop();
            loop.register(channel).addListener(moved -> {
                if (moved.isSuccess()) {
                    handOver(new ChannelConnection(channel, number, place));
                } else {
                    abandon(CloseReason.ERROR);
                }
            });
        }

        private void handOver(StreamConnection stream) {
            shard.arrivals().add(channel.eventLoop(), stream, options, position, sum);
        }

        /** It is the shard that counts closes, also of streams that never reach it. */
        private void abandon(CloseReason reason) {
            channel.close();
            try {
                shard.loop().execute(() -> shard.lost(number, place, reason));
            } catch (RejectedExecutionException stopped) {
                place.release();
            }
        }
    }
}
