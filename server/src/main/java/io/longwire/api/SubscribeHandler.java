package io.longwire.api;

import io.longwire.Hub;
import io.longwire.access.SubscribeAccess;
import io.longwire.access.Verdict;
import io.longwire.admission.AddressSlot;
import io.longwire.admission.ConnectionLimits;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Detach;
import io.longwire.http.Exchange;
import io.longwire.http.RequestException;
import io.longwire.http.RequestHandler;
import io.longwire.http.StreamHead;
import io.longwire.log.StartPosition;
import io.longwire.ops.StartCounters;
import io.longwire.stream.StreamOptions;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /sse}: judges a subscriber at the door and lets it in. On the request's loop. */
public final class SubscribeHandler implements RequestHandler {
    private final Hub hub;
    private final SubscribeAccess access;
    private final ConnectionLimits limits;
    private final Detach detach;
    private final StartCounters starts;
    private final BooleanSupplier draining;
    private final StreamOpening opening;
    private final HeartbeatParameter heartbeats;
    private final int maxTopics;
    private final boolean refuseWithStream;

    /** @param draining whether the server is stopping and takes no new streams */
    public SubscribeHandler(
            Hub hub,
            Settings settings,
            SubscribeAccess access,
            ConnectionLimits limits,
            Detach detach,
            StartCounters starts,
            BooleanSupplier draining) {
        this.hub = hub;
        this.access = access;
        this.limits = limits;
        this.detach = detach;
        this.starts = starts;
        this.draining = draining;
        this.opening = new StreamOpening(hub);
        this.heartbeats = new HeartbeatParameter(settings);
        this.maxTopics = settings.number(Setting.SSE_MAX_TOPICS_PER_STREAM);
        this.refuseWithStream = settings.text(Setting.SSE_REFUSE_WITH).equals("auto");
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        SubscribeRequest request = SubscribeRequest.of(exchange, maxTopics, heartbeats);
        Verdict verdict = access.judge(exchange.headers(), request.selectors());
        if (verdict instanceof Verdict.KeyNeeded needed) {
            exchange.answer(AccessAnswer.of(needed));
        } else if (verdict instanceof Verdict.Closed closed) {
            exchange.answer(AccessAnswer.of(closed));
        } else if (!AcceptHeader.allowsEventStream(exchange.headers())) {
            throw new RequestException(
                    HttpResponseStatus.NOT_ACCEPTABLE, "this path serves text/event-stream, which Accept refuses");
        } else if (exchange.isHead()) {
            exchange.answerAndClose(StreamHead.render(!exchange.isHttp10()));
        } else {
            open(exchange, request);
        }
        return null;
    }

    private void open(Exchange exchange, SubscribeRequest request) {
        if (draining.getAsBoolean()) {
            refuse(exchange, "The server is stopping", "the server is stopping, come back in a moment");
            return;
        }
        StartPosition start = hub.judge(request.start(), request.selection());
        if (start.isRepeated()) {
            exchange.answer(Answer.nothing());
            return;
        }
        AddressSlot place = limits.admit(exchange.peer());
        if (place == null) {
            refuse(exchange, "Connection limit reached", "Connection limit reached: come back later");
            return;
        }
        starts.count(request.asked() != null, start.resync());
        boolean chunked = !exchange.isHttp10();
        int number = hub.connectionIds().next();
        byte[] first = opening.render(request, start, chunked, number);
        if (start.isOver()) {
            place.release();
            exchange.answerAndClose(first);
            return;
        }
        var options = new StreamOptions(request.selection(), chunked, request.heartbeat());
        detach.start(exchange, first, hub.shardForNewStream(), options, start.position(), place, number);
    }

    /** A refusal for now. Any status but 200 would stop an EventSource for good. */
    private void refuse(Exchange exchange, String title, String detail) {
        if (refuseWithStream && AcceptHeader.namesEventStream(exchange.headers())) {
            exchange.answerAndClose(StreamOpening.refusal(title, !exchange.isHttp10()));
        } else {
            exchange.answer(Answer.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, title, detail)
                    .with("Retry-After", "5"));
        }
    }
}
