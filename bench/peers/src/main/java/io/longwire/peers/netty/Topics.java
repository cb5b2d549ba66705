package io.longwire.peers.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of each topic. Any thread. */
final class Topics {
    private final Map<String, ChannelGroup> groups = new ConcurrentHashMap<>();

    /** The group lets go of the channel when that is closed. */
    void subscribe(String topic, Channel channel) {
        groups.computeIfAbsent(topic, name -> new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .add(channel);
    }

    /** Writes the frame, whose reference it takes, to every stream of the topic. */
    void publish(String topic, ByteBuf frame) {
        ChannelGroup group = groups.get(topic);
        if (group == null) {
            frame.release();
        } else {
            group.writeAndFlush(new DefaultHttpContent(frame));
        }
    }
}
