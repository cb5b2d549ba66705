package io.longwire.http;

import io.longwire.embed.Route;
import io.longwire.embed.RouteAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one of an embedder's own paths: gathers the request on its loop, and has it answered on the route's executor. */
final class EmbeddedRoute implements RequestHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedRoute.class);

    private final Route route;

    EmbeddedRoute(Route route) {
        this.route = route;
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        HttpRequestView view = HttpRequestView.of(exchange);
        if (!route.takesBody()) {
            new Call(exchange, view).begin();
            return null;
        }
        if (exchange.announcedBytes() > route.maxBodyBytes()) {
            throw tooLarge();
        }
        return new Body(exchange, view);
    }

    private RequestException tooLarge() {
        return RequestException.tooLarge("this path takes bodies of at most " + route.maxBodyBytes() + " bytes");
    }

    private Answer answer(HttpRequestView view) {
        try {
            RouteAnswer given = route.handler().handle(view);
            Answer answer = Answer.of(HttpResponseStatus.valueOf(given.status()), given.type(), given.body());
            given.headers().forEach(answer::with);
            return answer;
        } catch (Exception | Error failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOGGER.error("{} {} failed: {}", route.method(), route.path(), failed.toString(), failed);
            return Answer.problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed; the server's log says why");
        }
    }

    /** A request that the handler is to answer, in time. On the request's loop, but for {@link #run}. */
    private final class Call implements Runnable {
        private final Exchange exchange;
        private final HttpRequestView view;
        private final EventLoop loop;
        private @Nullable Future<?> deadline;
        private volatile boolean tooLate;

        Call(Exchange exchange, HttpRequestView view) {
            this.exchange = exchange;
            this.view = view;
            this.loop = exchange.loop();
        }

        void begin() {
            deadline = loop.schedule(this::giveUp, route.timeout().toNanos(), TimeUnit.NANOSECONDS);
            try {
                route.executor().execute(this);
            } catch (RejectedExecutionException full) {
                finish(Answer.problem(
                                HttpResponseStatus.SERVICE_UNAVAILABLE,
                                "this path takes no more requests at the moment")
                        .with("Retry-After", "1"));
            }
        }

        /** On the executor. */
        @Override
        public void run() {
            if (tooLate) {
                return;
            }
            Answer answer = answer(view);
            try {
                loop.execute(() -> finish(answer));
            } catch (RejectedExecutionException stopped) {
                LOGGER.debug("a request outlived the server");
            }
        }

        private void finish(Answer answer) {
            if (deadline != null) {
                deadline.cancel(false);
            }
            exchange.answer(answer);
        }

        /** What the handler answers still is thrown away. */
        private void giveUp() {
            tooLate = true;
            LOGGER.warn(
                    "{} {} gave no answer within {} ms",
                    route.method(),
                    route.path(),
                    route.timeout().toMillis());
            exchange.answer(Answer.problem(HttpResponseStatus.GATEWAY_TIMEOUT, "this path gave no answer in time"));
        }
    }

    /** Gathers the body up to the route's bound. */
    private final class Body implements BodyConsumer {
        private final Exchange exchange;
        private final HttpRequestView view;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Body(Exchange exchange, HttpRequestView view) {
            this.exchange = exchange;
            this.view = view;
        }

        @Override
        public void piece(ByteBuf piece) {
            if (bytes.size() + (long) piece.readableBytes() > route.maxBodyBytes()) {
                throw tooLarge();
            }
            try {
                piece.readBytes(bytes, piece.readableBytes());
            } catch (IOException e) {
                throw new AssertionError("memory does not fail", e);
            }
        }

        @Override
        public void end() {
            new Call(exchange, view.withBody(bytes.toByteArray())).begin();
        }
    }
}
