package io.longwire.peers.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /sse?topic=} opens a stream, {@code POST /publish?topic=} publishes its body. */
final class EventsHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final ByteBuf DATA =
            Unpooled.unreleasableBuffer(ascii("data: ")).asReadOnly();
    private static final ByteBuf END =
            Unpooled.unreleasableBuffer(ascii("\n\n")).asReadOnly();
    private static final ByteBuf HEARTBEAT =
            Unpooled.unreleasableBuffer(ascii(":\n")).asReadOnly();

    private final Topics topics;
    private boolean streaming;

    EventsHandler(Topics topics) {
        this.topics = topics;
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        String topic =
                query.parameters().getOrDefault("topic", List.of("broadcast")).get(0);
        if (request.method().equals(HttpMethod.GET) && query.path().equals("/sse")) {
            subscribe(context, topic);
        } else if (request.method().equals(HttpMethod.POST) && query.path().equals("/publish")) {
            ByteBuf data = request.content();
            ByteBuf frame = context.alloc()
                    .directBuffer(DATA.readableBytes() + data.readableBytes() + END.readableBytes())
                    .writeBytes(DATA.duplicate())
                    .writeBytes(data)
                    .writeBytes(END.duplicate());
            topics.publish(topic, frame);
            answer(context, request, HttpResponseStatus.OK);
        } else {
            answer(context, request, HttpResponseStatus.NOT_FOUND);
        }
    }

    private void subscribe(ChannelHandlerContext context, String topic) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        context.write(head);
        context.writeAndFlush(new DefaultHttpContent(HEARTBEAT.duplicate()));
        streaming = true;
        topics.subscribe(topic, context.channel());
    }

    private static void answer(ChannelHandlerContext context, FullHttpRequest request, HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        HttpUtil.setContentLength(response, 0);
        if (HttpUtil.isKeepAlive(request)) {
            context.writeAndFlush(response);
        } else {
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && streaming) {
            context.writeAndFlush(new DefaultHttpContent(HEARTBEAT.duplicate()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
