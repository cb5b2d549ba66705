package io.longwire.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's decoder with strict limits, behind the connection's {@link HeadCheck}. After a refusal nothing is decoded any more.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestDecoder.class);
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_PIECE = 64 * 1024;
    private static final AsciiString OLD_WEB_SOCKET = AsciiString.cached("sec-websocket-key1");

    private final HttpConnection connection;
    private final HeadCheck head;
    /** Bytes of a head that were checked and are not decoded yet. */
    private int ahead;

    private boolean lengthSeen;
    private boolean refused;

    RequestDecoder(HttpConnection connection) {
        // Line ends are the check's matter.
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_PIECE)
                .setStrictLineParsing(false)
                .setUseRfc9112TransferEncoding(true));
        this.connection = connection;
        this.head = connection.head();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        connection.bytesArrived();
        super.channelRead(context, bytes);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (!refused && !head.isComplete()) {
            check(context, buffer, out);
        }
        if (refused) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        int before = buffer.readerIndex();
        super.decode(context, buffer, out);
        ahead -= buffer.readerIndex() - before;
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
            head.begin();
            ahead = 0;
            lengthSeen = false;
        }
    }

    private void check(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) {
        int from = buffer.readerIndex() + ahead;
        int count = buffer.writerIndex() - from;
        int stop = buffer.forEachByte(from, count, head);
        ahead += stop < 0 ? count : stop - from + 1;
        RequestException flaw = head.flaw();
        if (flaw == null) {
            return;
        }
        refused = true;
        if (head.isTls()) {
            LOGGER.debug(
                    "{} began a TLS handshake on a port that speaks plain HTTP",
                    context.channel().remoteAddress());
            context.close();
            return;
        }
        var malformed = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        malformed.setDecoderResult(DecoderResult.failure(flaw));
        out.add(malformed);
    }

    /** Where a header must not stand at all or not twice, Netty would go on with a body of another length. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            if (lengthSeen) {
                throw RequestException.bad("a request has one Content-Length");
            }
            lengthSeen = true;
        } else if (OLD_WEB_SOCKET.contentEqualsIgnoreCase(name)) {
            throw RequestException.bad("WebSocket is not spoken here");
        }
        return name;
    }
}
