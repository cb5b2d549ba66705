package io.longwire.api.admin;

import io.longwire.http.Answer;
import io.longwire.http.Exchange;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that take too long to make for an event loop are made on another thread. Any loop. */
final class OffLoop {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffLoop.class);

    private final Executor executor;

    OffLoop(Executor executor) {
        this.executor = executor;
    }

    /** Answers with what {@code making} gives. On the request's loop. */
    void answer(Exchange exchange, Supplier<Answer> making) {
        EventLoop loop = exchange.loop();
        try {
            executor.execute(() -> {
                Answer answer = made(making);
                try {
                    loop.execute(() -> exchange.answer(answer));
                } catch (RejectedExecutionException stopped) {
                    LOGGER.debug("a request outlived the server");
                }
            });
        } catch (RejectedExecutionException stopped) {
            exchange.answer(Answer.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "the server has stopped"));
        }
    }

    private static Answer made(Supplier<Answer> making) {
        try {
            return making.get();
        } catch (RuntimeException | LinkageError failed) {
            LOGGER.error("an answer for operators failed: {}", failed.toString(), failed);
            return Answer.problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed; the server's log says why");
        }
    }
}
