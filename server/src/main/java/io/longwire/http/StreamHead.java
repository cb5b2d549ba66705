package io.longwire.http;

import io.longwire.event.WireForm;
import java.nio.charset.StandardCharsets;

/** The head of an answer that is an event stream. Stateless; any thread. */
public final class StreamHead {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private StreamHead() {}

    /** What streams look like on the wire: chunks (HTTP/1.1), or bytes to the end of the connection (1.0). */
    public static WireForm form(Exchange exchange) {
        return exchange.isHttp10() ? WireForm.PLAIN : WireForm.CHUNKED;
    }

    public static byte[] render(Exchange exchange, WireForm form) {
        String text = "HTTP/1.1 200 OK\r\n"
                + "Content-Type: text/event-stream; charset=utf-8\r\n"
                + "Cache-Control: no-cache, no-transform\r\n"
                + "X-Accel-Buffering: no\r\n"
                + "Connection: close\r\n"
                + (form.isChunked() ? "Transfer-Encoding: chunked\r\n" : "")
                + exchange.crossOriginLines()
                + "Date: " + HttpDate.now() + "\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What ends the body. */
    public static byte[] end(WireForm form) {
        return form.isChunked() ? LAST_CHUNK : NOTHING;
    }
}
