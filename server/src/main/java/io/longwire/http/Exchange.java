package io.longwire.http;

import io.longwire.access.RequestView;
import io.longwire.admission.ClientAddress;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Its connection's loop only. */
public final class Exchange {
    private final HttpConnection connection;
    private final HttpRequest request;
    private Target target = Target.ROOT;
    private @Nullable Fields query;
    private @Nullable InetAddress client;

    // The connection's.
    boolean answered;
    boolean bodyComplete;

    Exchange(HttpConnection connection, HttpRequest request) {
        this.connection = connection;
        this.request = request;
    }

    public HttpMethod method() {
        return request.method();
    }

    /** Whether only the head of the answer is wanted. */
    public boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    /** The path, decoded. */
    public String path() {
        return target.path();
    }

    /** The query as it came in, without the question mark. */
    public String queryText() {
        return target.query();
    }

    /** The query's fields. Throws {@link RequestException} (400) when it is not properly encoded UTF-8. */
    public Fields query() {
        if (query == null) {
            query = Fields.parse(target.query());
        }
        return query;
    }

    /** Values are as they came in, one char for a byte. */
    public HttpHeaders headers() {
        return request.headers();
    }

    public boolean isHttp10() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    public EventLoop loop() {
        return connection.channel().eventLoop();
    }

    /** Bytes of body that the head announces; 0 where it announces none, or a body in chunks. */
    public long announcedBytes() {
        return HttpUtil.getContentLength(request, 0L);
    }

    /** The address of the peer's end of the connection; null for a socket that has none. */
    public @Nullable InetAddress peer() {
        SocketAddress address = connection.channel().remoteAddress();
        return address instanceof InetSocketAddress internet ? internet.getAddress() : null;
    }

    /** Whose request it is: the peer, or whom a trusted proxy names; null for a socket without an address. */
    public @Nullable InetAddress client() {
        if (client == null) {
            client = ClientAddress.of(
                    peer(),
                    connection.trusted(),
                    headers().getAll("x-forwarded-for"),
                    headers().getAll("forwarded"));
        }
        return client;
    }

    /** Whether a trusted proxy says that its client came by https; of several that say something the nearest counts. */
    boolean isSecure() {
        List<String> lines = headers().getAll("x-forwarded-proto");
        if (lines.isEmpty() || !connection.trusted().contains(peer())) {
            return false;
        }
        String last = lines.get(lines.size() - 1);
        return last.substring(last.lastIndexOf(',') + 1).strip().equalsIgnoreCase("https");
    }

    /**
     * The request for code that is not the server's. Throws {@link RequestException} (400) when the query is not properly
     * encoded.
     */
    public RequestView view() {
        return HttpRequestView.of(this);
    }

    /** Answers; does nothing when there is an answer already or the peer has gone. */
    public void answer(Answer answer) {
        connection.answer(this, answer);
    }

    /** Answers with bytes that are head and body in one, and ends the connection in order. */
    public void answerAndClose(byte[] headAndBody) {
        connection.answerAndClose(this, headAndBody);
    }

    /** Whether there is an answer, or nobody left to answer to. */
    public boolean isOver() {
        return answered || !connection.isCurrent(this);
    }

    /** Gives the body no deadline as a whole but one for each piece. */
    public void streamBody() {
        connection.current().streamBody(this);
    }

    /** Asks for no more pieces until {@link #resumeBody()}; what has been read already is kept. */
    public void pauseBody() {
        connection.current().pauseBody(this);
    }

    public void resumeBody() {
        connection.current().resumeBody(this);
    }

    /** Lines of the head that tell a browser whether the page that asks may read the answer. */
    String crossOriginLines() {
        return connection.cors().lines(request.headers());
    }

    HttpConnection connection() {
        return connection;
    }

    HttpRequest request() {
        return request;
    }

    void target(Target parsed) {
        target = parsed;
    }

    boolean wantsKeepAlive() {
        return HttpUtil.isKeepAlive(request);
    }

    boolean expectsContinue() {
        return HttpUtil.is100ContinueExpected(request);
    }
}
