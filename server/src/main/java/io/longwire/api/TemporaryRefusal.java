package io.longwire.api;

import io.longwire.admission.Refusal;
import io.longwire.event.GzipSum;
import io.longwire.event.WireForm;
import io.longwire.http.Answer;
import io.longwire.http.Exchange;
import io.longwire.http.StreamHead;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a subscriber is told to come back later. Any status but 200 would stop an {@code EventSource} for good, so it gets
 * a stream that says when to come back and ends. On the request's loop.
 */
final class TemporaryRefusal {
    /** Those who were refused come back between once and three times this, at random, so that they do not all at once. */
    private static final int MILLIS = 5000;

    private final boolean withStream;

    /** @param withStream whether those who ask for an event stream by name get one */
    TemporaryRefusal(boolean withStream) {
        this.withStream = withStream;
    }

    void answer(Exchange exchange, Refusal reason) {
        int millis = MILLIS + ThreadLocalRandom.current().nextInt(MILLIS * 2);
        String title = title(reason);
        if (withStream && AcceptHeader.namesEventStream(exchange.headers())) {
            exchange.answerAndClose(stream(exchange, title, millis));
        } else {
            int seconds = (millis + 999) / 1000;
            exchange.answer(
                    Answer.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, title, title + ": come back in a moment")
                            .with("Retry-After", String.valueOf(seconds)));
        }
    }

    private static String title(Refusal reason) {
        return reason == Refusal.DRAINING ? "The server is stopping" : "Connection limit reached";
    }

    private static byte[] stream(Exchange exchange, String why, int retryMillis) {
        WireForm form = StreamHead.form(exchange);
        var out = new ByteArrayOutputStream(320);
        out.writeBytes(StreamHead.render(exchange, form));
        out.writeBytes(lines(": " + why + "\nretry: " + retryMillis + "\n", form));
        out.writeBytes(StreamHead.end(form, GzipSum.NONE));
        return out.toByteArray();
    }

    private static byte[] lines(String text, WireForm form) {
        String body = form.isChunked() ? Integer.toHexString(text.length()) + "\r\n" + text + "\r\n" : text;
        return body.getBytes(StandardCharsets.US_ASCII);
    }
}
