package io.longwire.http;

import io.longwire.event.GzipBody;
import io.longwire.event.GzipSum;
import io.longwire.event.WireForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The head of an answer that is an event stream. Stateless; any thread. */
public final class StreamHead {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private StreamHead() {}

    /** Of a stream without a content coding: chunks (HTTP/1.1), or bytes to the end of the connection (1.0). */
    public static WireForm form(Exchange exchange) {
        return exchange.isHttp10() ? WireForm.PLAIN : WireForm.CHUNKED;
    }

    /** The head, and what the body begins with before its first event. */
    public static byte[] render(Exchange exchange, WireForm form) {
        byte[] head = head(exchange, form).getBytes(StandardCharsets.US_ASCII);
        if (!form.isGzip() || exchange.isHead()) {
            return head;
        }
        return join(head, GzipBody.begin());
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String head(Exchange exchange, WireForm form) {
        return "HTTP/1.1 200 OK\r\n"
                + "Content-Type: text/event-stream; charset=utf-8\r\n"
                + "Cache-Control: no-cache, no-transform\r\n"
                + "Vary: Accept-Encoding\r\n"
                + (form.isGzip() ? "Content-Encoding: gzip\r\n" : "")
                + "X-Accel-Buffering: no\r\n"
                + "Connection: close\r\n"
                + (form.isChunked() ? "Transfer-Encoding: chunked\r\n" : "")
                + exchange.crossOriginLines()
                + "Date: " + HttpDate.now() + "\r\n\r\n";
    }

    /**
     * What ends the body.
     *
     * @param sum of all the text in it, for the content coding gzip; see {@link GzipSum}
     */
    public static byte[] end(WireForm form, long sum) {
        return switch (form) {
            case PLAIN -> NOTHING;
            case CHUNKED, ENVELOPE -> LAST_CHUNK;
            case GZIP, GZIP_APART -> join(GzipBody.end(sum), LAST_CHUNK);
        };
    }
}
