package io.longwire.summarizer.model;

import static io.longwire.summarizer.model.ModelException.Reason.CUT_OFF;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one request for a stream, in place of the library's own: it is read on the thread that asks, closed
 * at once when cancelled or silent for too long, and what went wrong is kept by its name. Redirects are not followed:
 * the key goes with the request.
 */
final class ProviderHttp implements HttpClient {
    private static final int MOST_BYTES_OF_AN_ERROR = 1 << 16;

    private final java.net.http.HttpClient client;
    private final ProviderErrors errors;
    private final StreamCheck check;
    private final Silence silence;
    private final Cancellation cancellation;
    private @Nullable ModelException failure;

    ProviderHttp(java.net.http.HttpClient client, ProviderErrors errors, Silence silence, Cancellation cancellation) {
        this.client = client;
        this.errors = errors;
        this.silence = silence;
        this.cancellation = cancellation;
        check = new StreamCheck(errors);
    }

    /** What went wrong; null for nothing. */
    @Nullable
    ModelException failure() {
        return failure;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("only streams are asked for");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = send(request);
            try (InputStream body = response.body();
                    Silence.Watch watch = silence.watch(body)) {
                cancellation.onCancel(() -> close(body));
                if (response.statusCode() / 100 != 2) {
                    failure = errors.ofStatus(response.statusCode(), start(body), response.headers());
                    return;
                }
                listener.onOpen(SuccessfulHttpResponse.builder()
                        .statusCode(response.statusCode())
                        .headers(response.headers().map())
                        .build());
                read(parser, watch, listener);
            }
        } catch (ModelException failed) {
            failure = failed;
        } catch (IOException failed) {
            failure = errors.unreachable("", failed);
        }
    }

    private void read(ServerSentEventParser parser, Silence.Watch watch, ServerSentEventListener listener) {
        var checked = new Checked(listener);
        parser.parse(watch.input(), checked);
        if (failure != null) {
            return;
        }
        if (watch.expired()) {
            failure = errors.unreachable(
                    ": it said nothing for " + silence.limit().toSeconds() + " s", null);
        } else if (check.ended()) {
            listener.onClose();
        } else {
            failure = new ModelException(CUT_OFF, "The model's answer broke off in the middle", true, checked.broken);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws ModelException {
        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(translated(request), HttpResponse.BodyHandlers.ofInputStream());
        cancellation.onCancel(() -> response.cancel(true));
        Duration limit = silence.limit();
        try {
            return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (CancellationException cancelled) {
            throw ModelException.cancelled();
        } catch (InterruptedException stopped) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw ModelException.cancelled();
        } catch (TimeoutException late) {
            response.cancel(true);
            throw errors.unreachable(": it did not answer within " + limit.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw errors.unreachable("", failed.getCause());
        }
    }

    private java.net.http.HttpRequest translated(HttpRequest request) throws ModelException {
        try {
            java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                    .method(request.method().name(), java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
            request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
            return builder.build();
        } catch (IllegalArgumentException keyThatNoHeaderHolds) {
            // Its message has the key in it.
            throw errors.keyRefused();
        }
    }

    private static String start(InputStream body) throws IOException {
        return new String(body.readNBytes(MOST_BYTES_OF_AN_ERROR), StandardCharsets.UTF_8);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // Closed is what it should be.
        }
    }

    /** Passes on what is in order; the first thing that is not ends the reading. */
    private final class Checked implements ServerSentEventListener {
        private final ServerSentEventListener library;
        private @Nullable Throwable broken;

        private Checked(ServerSentEventListener library) {
            this.library = library;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            if (failure != null) {
                return;
            }
            try {
                check.see(event.data());
                library.onEvent(event, context);
            } catch (ModelException wrong) {
                failure = wrong;
                context.parsingHandle().cancel();
            } catch (RuntimeException unforeseenShape) {
                failure = errors.unreadable(unforeseenShape);
                context.parsingHandle().cancel();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            broken = thrown;
        }
    }
}
