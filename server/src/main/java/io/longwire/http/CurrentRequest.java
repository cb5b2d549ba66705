package io.longwire.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request that a connection serves now: passes its head to the handler of its route, its body to whom that handler
 * named, and turns what either throws into an answer. One per connection, on its loop.
 */
final class CurrentRequest {
    private static final Logger LOGGER = LoggerFactory.getLogger(CurrentRequest.class);
    /** A body that nobody wants is read and thrown away up to this size; beyond, the connection ends. */
    private static final int MAX_DISCARDED = 64 * 1024;

    private final HttpConnection connection;
    private final Router router;
    private @Nullable Exchange exchange;
    private Router.@Nullable Entry entry;
    private @Nullable BodyConsumer consumer;
    private long discarded;

    CurrentRequest(HttpConnection connection, Router router) {
        this.connection = connection;
        this.router = router;
    }

    /** Null between requests. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    void clear() {
        exchange = null;
        entry = null;
        consumer = null;
        discarded = 0;
    }

    /** A head, a piece of a body, or its end. The part stays the caller's. */
    void take(Object part) {
        try {
            if (part instanceof HttpRequest request) {
                begin(request);
            }
            Exchange current = exchange;
            if (part instanceof HttpContent content && current != null && connection.isCurrent(current)) {
                body(current, content);
            }
        } catch (RequestException refused) {
            fail(Answer.problem(refused.status(), refused.detail()));
        } catch (RuntimeException unexpected) {
            LOGGER.error("a request failed: {}", unexpected.toString(), unexpected);
            fail(Answer.problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed; the server's log says why"));
        }
    }

    private void fail(Answer answer) {
        Exchange failed = exchange;
        if (failed != null) {
            connection.answer(failed, answer);
        }
    }

    private void begin(HttpRequest request) {
        var begun = new Exchange(connection, request);
        exchange = begun;
        if (request.decoderResult().isFailure()) {
            connection.endAfterAnswer();
            connection.answer(begun, Dispatch.malformedHead(request.decoderResult()));
            return;
        }
        Router.Entry found = Dispatch.find(router, begun);
        entry = found;
        if (found != null && found.takesBody() && !begun.answered) {
            consumer = found.handler().handle(begun);
            if (!begun.answered && begun.expectsContinue()) {
                connection.output().writeContinue();
            }
        }
    }

    private void body(Exchange current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            malformed(current);
            return;
        }
        BodyConsumer wanting = current.answered ? null : consumer;
        int bytes = content.content().readableBytes();
        if (wanting == null) {
            discarded += bytes;
            if (discarded > MAX_DISCARDED) {
                throw RequestException.tooLarge("this request has no use for a body");
            }
        } else if (bytes > 0) {
            connection.deadline().pieceTaken();
            wanting.piece(content.content());
        }
        if (content instanceof LastHttpContent && connection.isCurrent(current)) {
            ended(current);
        }
    }

    private void malformed(Exchange current) {
        connection.endAfterAnswer();
        if (current.answered) {
            connection.closeInOrder();
        } else {
            refuse(Dispatch.malformedBody());
        }
    }

    /** Answers a request whose body will not become complete, unless it is answered already. */
    void refuse(RequestException why) {
        if (!abandon(why)) {
            fail(Answer.problem(why.status(), why.detail()));
        }
    }

    private void ended(Exchange current) {
        current.bodyComplete = true;
        connection.deadline().never();
        BodyConsumer wanting = consumer;
        Router.Entry serving = entry;
        if (current.answered) {
            connection.finish();
        } else if (wanting != null) {
            wanting.end();
        } else if (serving != null && !serving.takesBody()) {
            serving.handler().handle(current);
        }
    }

    /** Gives the body no deadline as a whole but one for each piece. */
    void streamBody(Exchange asking) {
        if (connection.isCurrent(asking) && !asking.bodyComplete) {
            connection.deadline().streamedBody();
        }
    }

    /** Asks for no more pieces until {@link #resumeBody}. */
    void pauseBody(Exchange asking) {
        if (connection.isCurrent(asking) && !asking.answered && !asking.bodyComplete) {
            connection.deadline().never();
            connection.input().pause();
        }
    }

    void resumeBody(Exchange asking) {
        if (connection.isCurrent(asking) && connection.input().isPaused()) {
            connection.input().resume();
            connection.deadline().restOfBody();
            connection.input().drain();
        }
    }

    /** Whether the connection can go on after an answer: what is still to come of the body is little, and comes anyway. */
    static boolean isRestSmall(Exchange answered) {
        return answered.bodyComplete
                || (!answered.expectsContinue()
                        && !answered.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        && answered.announcedBytes() <= MAX_DISCARDED);
    }

    /** The body will not become complete. Whether its consumer answers all the same, now or soon; then it was the last. */
    boolean abandon(RequestException why) {
        Exchange current = exchange;
        BodyConsumer wanting = consumer;
        consumer = null;
        if (current == null || wanting == null || current.answered || current.bodyComplete) {
            return false;
        }
        connection.endAfterAnswer();
        if (!wanting.abandoned(why)) {
            return false;
        }
        if (!current.answered) {
            // As if all of it had come: nothing is read, and nothing has a deadline, until there is an answer.
            current.bodyComplete = true;
            connection.deadline().never();
        }
        return true;
    }
}
