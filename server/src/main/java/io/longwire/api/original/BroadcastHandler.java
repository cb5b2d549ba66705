package io.longwire.api.original;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.api.CollectedBody;
import io.longwire.api.PublishAnswer;
import io.longwire.api.PublishLimits;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestException;
import io.longwire.http.RequestHandler;
import io.longwire.log.AppendException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /events/broadcast}: one event for everybody. On the request's loop. */
final class BroadcastHandler implements RequestHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(BroadcastHandler.class);

    private final Hub hub;
    private final Authorizer authorizer;
    private final PublishLimits limits;

    BroadcastHandler(Hub hub, Settings settings, Authorizer authorizer) {
        this.hub = hub;
        this.authorizer = authorizer;
        this.limits = PublishLimits.of(settings);
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        Grant grant = authorizer.publish(exchange.view());
        if (grant.firstTopicBeyond(List.of(OriginalSurface.TOPIC)) != null) {
            exchange.answer(OriginalJson.error(grant.beyond()));
            return null;
        }
        PublishLimits granted = limits.of(grant);
        try {
            checkContentType(exchange.headers().get(HttpHeaderNames.CONTENT_TYPE));
            return new Body(exchange, granted);
        } catch (RequestException wrong) {
            exchange.answer(OriginalJson.error(wrong));
            return null;
        }
    }

    /** None is taken for JSON: what opens this path is a header that no foreign page can send without being asked. */
    private static void checkContentType(@Nullable String header) {
        String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
            throw new RequestException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "the body is JSON: send Content-Type: application/json");
        }
    }

    private void publish(Exchange exchange, PublishLimits granted, byte[] body) {
        BroadcastRequest request = BroadcastRequest.read(body);
        CompletableFuture<long[]> appended;
        try {
            appended = hub.publish(List.of(event(granted, request)), null);
        } catch (AppendException refused) {
            exchange.answer(failed(refused));
            return;
        }
        appended.whenComplete((ids, failure) ->
                exchange.loop().execute(() -> exchange.answer(failure == null ? published(request) : failed(failure))));
    }

    private static Event event(PublishLimits granted, BroadcastRequest request) {
        try {
            return granted.check(Event.of(OriginalSurface.TOPIC, request.eventType(), request.data()));
        } catch (InvalidEventException invalid) {
            throw RequestException.bad(String.valueOf(invalid.getMessage()));
        }
    }

    private Answer published(BroadcastRequest request) {
        return Answer.json(HttpResponseStatus.OK, OriginalJson.object(out -> {
            out.writeBooleanProperty("success", true);
            out.writeStringProperty("message", "Broadcasted " + request.eventType() + " event");
            out.writeNumberProperty("total_connections", hub.openStreams());
        }));
    }

    private static Answer failed(Throwable failure) {
        if (failure instanceof AppendException refused) {
            HttpResponseStatus status = PublishAnswer.statusOf(refused);
            Answer answer = OriginalJson.error(status, String.valueOf(refused.getMessage()));
            return status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE) ? answer.with("Retry-After", "1") : answer;
        }
        LOGGER.error("a broadcast failed: {}", String.valueOf(failure));
        return OriginalJson.error(
                HttpResponseStatus.INTERNAL_SERVER_ERROR, "the broadcast failed; the server's log says why");
    }

    /** Gathers the body, and says what is wrong with it in the original's shape. */
    private final class Body implements BodyConsumer {
        private final Exchange exchange;
        private final CollectedBody collected;

        /** Throws {@link RequestException} (413) when it is announced as too large. */
        Body(Exchange exchange, PublishLimits granted) {
            this.exchange = exchange;
            this.collected = new CollectedBody(
                    exchange.announcedBytes(), granted, body -> publish(exchange, granted, body), () -> {});
        }

        @Override
        public void piece(ByteBuf bytes) {
            try {
                collected.piece(bytes);
            } catch (RequestException tooLarge) {
                exchange.answer(OriginalJson.error(tooLarge));
            }
        }

        @Override
        public void end() {
            try {
                collected.end();
            } catch (RequestException wrong) {
                exchange.answer(OriginalJson.error(wrong));
            }
        }
    }
}
