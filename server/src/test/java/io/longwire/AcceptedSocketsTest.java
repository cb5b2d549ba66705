package io.longwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptedSocketsTest {
    @ParameterizedTest
    @EnumSource
    void anAcceptedSocketIsSetUpWhereverItsOptionsComeFrom(Transport transport) throws Exception {
        Assumptions.assumeTrue(transport == Transport.NIO || Epoll.isAvailable());
        var accepted = new CompletableFuture<Channel>();
        MultiThreadIoEventLoopGroup loop = transport.loops(1, "test");
        var bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(transport.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.complete(channel);
                    }
                });
        AcceptedSockets.configure(bootstrap, transport, 123_000);
        Channel listening = bootstrap.bind("127.0.0.1", 0).sync().channel();
        try (var client = new Socket(
                InetAddress.getLoopbackAddress(), ((InetSocketAddress) listening.localAddress()).getPort())) {
            assertThat(client.isConnected()).isTrue();
            Channel socket = accepted.get(10, TimeUnit.SECONDS);
            assertThat(socket.config().getOption(ChannelOption.SO_SNDBUF)).isBetween(64 * 1024, 128 * 1024);
            assertThat(socket.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            assertThat(socket.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(socket.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE))
                    .isTrue();
            if (transport == Transport.EPOLL) {
                assertThat(socket.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                        .isEqualTo(123_000);
            }
        } finally {
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }
}
