package io.longwire.api;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.api.IdempotencyKeys.Claim;
import io.longwire.config.Settings;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestException;
import io.longwire.http.RequestHandler;
import io.longwire.log.AppendException;
import io.longwire.log.IdempotencyKey;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /publish}: takes events in and answers with their ids once they can be read. On the request's loop. */
public final class PublishHandler implements RequestHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(PublishHandler.class);

    private final Hub hub;
    private final Authorizer authorizer;
    private final PublishLimits limits;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    public PublishHandler(Hub hub, Settings settings, Authorizer authorizer) {
        this.hub = hub;
        this.authorizer = authorizer;
        this.limits = PublishLimits.of(settings);
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        Grant grant = authorizer.publish(exchange.view());
        if (grant.topics().isEmpty()) {
            exchange.answer(AccessAnswer.of(grant.beyond()));
            return null;
        }
        String scope = grant.scope();
        PublishLimits limits = this.limits.of(grant);
        ContentType type = ContentType.of(exchange.headers().get(HttpHeaderNames.CONTENT_TYPE));
        String key = exchange.headers().get(IdempotencyKeys.HEADER);
        return switch (type) {
            case FORM -> whole(exchange, new FormBody(exchange.queryText(), limits), limits, scope, key);
            case TEXT -> whole(exchange, new TextBody(exchange.query(), limits), limits, scope, key);
            case JSON -> {
                checkNoQuery(exchange);
                yield whole(exchange, new JsonBody(limits), limits, scope, key);
            }
            case NDJSON -> {
                checkNoQuery(exchange);
                if (key != null) {
                    throw RequestException.bad(IdempotencyKeys.HEADER
                            + " does not go with NDJSON, whose lines are published one by one: give them ids");
                }
                exchange.streamBody();
                yield new NdjsonBody(exchange, hub, limits);
            }
        };
    }

    private static void checkNoQuery(Exchange exchange) {
        if (!exchange.query().isEmpty()) {
            throw RequestException.bad("a JSON event has its fields in the body, not in the query");
        }
    }

    private BodyConsumer whole(
            Exchange exchange, PublishBody format, PublishLimits limits, String scope, @Nullable String key) {
        long announced = exchange.announcedBytes();
        if (key == null) {
            return new CollectedBody(
                    announced, limits, body -> publish(exchange, format.read(body), null, () -> {}), () -> {});
        }
        Claim claim = keys.claim(scope, key);
        Runnable release = () -> keys.release(claim);
        try {
            return new CollectedBody(announced, limits, body -> publish(exchange, format, body, claim), release);
        } catch (RequestException tooLarge) {
            release.run();
            throw tooLarge;
        }
    }

    private void publish(Exchange exchange, PublishBody format, byte[] body, Claim claim) {
        Runnable release = () -> keys.release(claim);
        PublishBody.Batch batch;
        try {
            batch = format.read(body);
        } catch (RequestException wrong) {
            release.run();
            throw wrong;
        }
        String type = String.valueOf(exchange.headers().get(HttpHeaderNames.CONTENT_TYPE));
        publish(exchange, batch, claim.of(type, exchange.queryText(), body), release);
    }

    private void publish(Exchange exchange, PublishBody.Batch batch, @Nullable IdempotencyKey key, Runnable answered) {
        CompletableFuture<long[]> appended;
        try {
            appended = hub.publish(batch.events(), key);
        } catch (AppendException refused) {
            answered.run();
            exchange.answer(PublishAnswer.refused(refused));
            return;
        }
        appended.whenComplete((ids, failure) -> on(exchange.loop(), () -> {
            answered.run();
            exchange.answer(answer(batch, ids, failure));
        }));
    }

    private Answer answer(PublishBody.Batch batch, long @Nullable [] ids, @Nullable Throwable failure) {
        if (ids != null) {
            return PublishAnswer.accepted(hub, batch, ids);
        }
        if (failure instanceof AppendException refused) {
            return PublishAnswer.refused(refused);
        }
        LOGGER.error("a publish failed: {}", String.valueOf(failure));
        return Answer.problem(
                HttpResponseStatus.INTERNAL_SERVER_ERROR, "the publish failed; the server's log says why");
    }

    /** Runs a task on a loop: now, when this is its thread. */
    static void on(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
