package io.longwire.bench.subject;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of every request that the bench sends. */
public final class Requests {
    private final List<Endpoint> streams;
    private final Publishing publishing;
    private final String headers;
    private final String publishHeaders;

    /** Appends an event of a batch. */
    public interface BatchWriter {
        void write(StringBuilder out, int number);
    }

    Requests(Subject subject) {
        streams = subject.streams();
        publishing = subject.publishing();
        headers = lines(subject.headers());
        publishHeaders = headers + lines(publishing.headers());
    }

    private static String lines(List<String> headers) {
        return headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
    }

    public InetSocketAddress streamAddress(int stream) {
        return streams.get(stream % streams.size()).address();
    }

    public InetSocketAddress publishAddress() {
        return publishing.endpoint().address();
    }

    public byte[] subscribe(int stream, String topic) {
        return subscribe(stream, topic, "");
    }

    /** Goes on after the event of the given id; an empty one means that nothing was seen. */
    public byte[] subscribe(int stream, String topic, String lastEventId) {
        Endpoint endpoint = streams.get(stream % streams.size());
        String resume = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
        return bytes(head("GET", endpoint.pathOrParameter(topic), endpoint) + headers + resume
                + "Accept: text/event-stream\r\n\r\n");
    }

    /** One event. */
    public byte[] publish(String topic, long sequence, long micros, int dataBytes) {
        StringBuilder body = new StringBuilder(dataBytes + 64);
        event(body, topic, sequence, micros, dataBytes);
        return body(topic, publishHeaders, body);
    }

    /** Appends the body of one event, also within a batch. */
    public void event(StringBuilder out, String topic, long sequence, long micros, int dataBytes) {
        publishing.body().write(out, topic, sequence, micros, dataBytes);
    }

    /** So many events in one request; {@code writer} appends those that it is asked for by number, from 0. */
    public byte[] publishBatch(String topic, int count, BatchWriter writer) {
        Batch batch = publishing.batch();
        StringBuilder body = new StringBuilder(batch.before());
        for (int number = 0; number < count; number++) {
            if (number > 0) {
                body.append(batch.between());
            }
            writer.write(body, number);
        }
        body.append(batch.after());
        return body(topic, headers + "Content-Type: " + batch.contentType() + "\r\n", body);
    }

    private byte[] body(String topic, String requestHeaders, CharSequence body) {
        Endpoint endpoint = publishing.endpoint();
        byte[] content = body.toString().getBytes(StandardCharsets.UTF_8);
        byte[] head = bytes(head(publishing.method(), endpoint.path(topic), endpoint) + requestHeaders
                + "Content-Length: " + content.length + "\r\n\r\n");
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return request;
    }

    private static String head(String method, String path, Endpoint endpoint) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
