package io.longwire.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a request is answered with, as a whole. Not for several threads. */
public final class Answer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};

    private final HttpResponseStatus status;
    private final @Nullable String type;
    private final byte[] body;
    private @Nullable StringBuilder extra;
    private boolean hasCacheControl;

    private Answer(HttpResponseStatus status, @Nullable String type, byte[] body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    /** 204: no content. */
    public static Answer nothing() {
        return new Answer(HttpResponseStatus.NO_CONTENT, null, NOTHING);
    }

    /** @param type the media type of {@code body} */
    public static Answer of(HttpResponseStatus status, String type, byte[] body) {
        return new Answer(status, type, body);
    }

    public static Answer text(HttpResponseStatus status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer json(HttpResponseStatus status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A problem (RFC 9457) titled with the status's own phrase.
     *
     * @param detail one line: what is wrong, what is right
     */
    public static Answer problem(HttpResponseStatus status, String detail) {
        return problem(status, status.reasonPhrase(), detail);
    }

    /** A problem (RFC 9457). */
    public static Answer problem(HttpResponseStatus status, String title, String detail) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            generator.writeStringProperty("type", "about:blank");
            generator.writeStringProperty("title", title);
            generator.writeNumberProperty("status", status.code());
            generator.writeStringProperty("detail", detail);
            generator.writeEndObject();
        }
        return of(status, "application/problem+json", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a header; both texts are the server's own or were checked, so they hold no line breaks. {@code Cache-Control}
     * takes the place of {@code no-store}.
     */
    public Answer with(String name, String value) {
        hasCacheControl |= name.equalsIgnoreCase("Cache-Control");
        if (extra == null) {
            extra = new StringBuilder();
        }
        extra.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public HttpResponseStatus status() {
        return status;
    }

    /**
     * The bytes on the wire.
     *
     * @param keepAlive whether the connection goes on
     * @param http10 whether the peer must be told so, since it would not expect it
     * @param head whether only the head is wanted
     * @param more further lines of the head, each with its end
     */
    ByteBuf render(ByteBufAllocator alloc, boolean keepAlive, boolean http10, boolean head, String more) {
        var text = new StringBuilder(192);
        text.append("HTTP/1.1 ")
                .append(status.code())
                .append(' ')
                .append(status.reasonPhrase())
                .append("\r\nDate: ")
                .append(HttpDate.now())
                .append(hasCacheControl ? "\r\n" : "\r\nCache-Control: no-store\r\n");
        if (type != null) {
            text.append("Content-Type: ").append(type).append("\r\n");
        }
        // After 304 the length would be the one of what is not sent.
        if (status.code() != HttpResponseStatus.NO_CONTENT.code()
                && status.code() != HttpResponseStatus.NOT_MODIFIED.code()) {
            text.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (!keepAlive) {
            text.append("Connection: close\r\n");
        } else if (http10) {
            text.append("Connection: keep-alive\r\n");
        }
        if (extra != null) {
            text.append(extra);
        }
        text.append(more).append("\r\n");
        ByteBuf bytes = alloc.ioBuffer(text.length() + body.length);
        bytes.writeCharSequence(text, StandardCharsets.US_ASCII);
        return head ? bytes : bytes.writeBytes(body);
    }
}
