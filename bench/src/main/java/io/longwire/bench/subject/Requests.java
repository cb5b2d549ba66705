package io.longwire.bench.subject;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of every request that the bench sends. */
public final class Requests {
    private final Endpoint streams;
    private final Endpoint publishing;
    private final boolean raw;
    private final String headers;

    Requests(Endpoint streams, Endpoint publishing, boolean raw, List<String> headers) {
        this.streams = streams;
        this.publishing = publishing;
        this.raw = raw;
        this.headers = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
    }

    public InetSocketAddress streamAddress() {
        return streams.address();
    }

    public InetSocketAddress publishAddress() {
        return publishing.address();
    }

    public byte[] subscribe(String topic) {
        return bytes(head("GET", streams.pathOrParameter(topic), streams) + "Accept: text/event-stream\r\n\r\n");
    }

    /** One event, or with {@code --raw} its data alone. The data needs no escapes in JSON. */
    public byte[] publish(String topic, String data) {
        return raw ? post(topic, "text/plain", data) : post(topic, "application/json", event(topic, data));
    }

    /** One event in a line of NDJSON, or of an array in JSON. */
    public String event(String topic, String data) {
        return "{\"topic\":\"" + topic + "\",\"data\":\"" + data + "\"}";
    }

    /** Events as lines, each closed by a line feed. */
    public byte[] publishLines(CharSequence lines) {
        return post("", "application/x-ndjson", lines);
    }

    private byte[] post(String topic, String contentType, CharSequence body) {
        return bytes(head("POST", publishing.path(topic), publishing)
                + "Content-Type: " + contentType + "\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private String head(String method, String path, Endpoint endpoint) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\n" + headers;
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }
}
