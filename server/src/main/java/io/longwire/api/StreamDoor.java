package io.longwire.api;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.admission.AddressSlot;
import io.longwire.admission.Admission;
import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.Refusal;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import io.longwire.http.Answer;
import io.longwire.http.Detach;
import io.longwire.http.Exchange;
import io.longwire.http.RequestException;
import io.longwire.http.StreamHead;
import io.longwire.log.StartPosition;
import io.longwire.ops.StartCounters;
import io.longwire.stream.StreamOptions;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Judges subscribers and lets them in, the same for every surface that has streams: access, what {@code Accept} says,
 * draining, where to start, limits. On the request's loop.
 */
public final class StreamDoor {
    private final Hub hub;
    private final Authorizer authorizer;
    private final ConnectionLimits limits;
    private final Detach detach;
    private final StartCounters starts;
    private final BooleanSupplier draining;
    private final boolean forOperators;
    private final StreamCoding coding;
    private final StreamOpening opening;
    private final TemporaryRefusal refusal;

    /**
     * @param starts counts how its streams start
     * @param draining whether the server is stopping and takes no new streams
     * @param forOperators whether topics of the server's own may be read, by everybody who comes here
     * @param coding chooses how streams are compressed
     */
    public StreamDoor(
            Hub hub,
            Settings settings,
            Authorizer authorizer,
            ConnectionLimits limits,
            Detach detach,
            StartCounters starts,
            BooleanSupplier draining,
            boolean forOperators,
            StreamCoding coding) {
        this.hub = hub;
        this.authorizer = authorizer;
        this.limits = limits;
        this.detach = detach;
        this.starts = starts;
        this.draining = draining;
        this.forOperators = forOperators;
        this.coding = coding;
        this.opening = new StreamOpening(hub);
        this.refusal =
                new TemporaryRefusal(settings.text(Setting.SSE_REFUSE_WITH).equals("auto"));
    }

    /** Answers with the stream that is asked for, or says why not. Throws {@link RequestException} to answer. */
    public void admit(Exchange exchange, SubscribeRequest asked, Greeting greeting) {
        Grant grant = authorizer.read(exchange.view());
        SubscribeRequest request = asked.byDefault(grant.defaults());
        Selector beyond = grant.firstBeyond(forOperators ? notReserved(request) : request.selectors());
        if (beyond != null) {
            exchange.answer(AccessAnswer.of(grant.refusal(beyond.toString()), beyond));
        } else if (!AcceptHeader.allowsEventStream(exchange.headers())) {
            throw new RequestException(
                    HttpResponseStatus.NOT_ACCEPTABLE, "this path serves text/event-stream, which Accept refuses");
        } else if (exchange.isHead()) {
            exchange.answerAndClose(StreamHead.render(exchange, coding.choose(exchange, request)));
        } else {
            open(exchange, request, greeting);
        }
    }

    private static List<Selector> notReserved(SubscribeRequest request) {
        return request.selectors().stream()
                .filter(selector -> !selector.isReserved())
                .toList();
    }

    private void open(Exchange exchange, SubscribeRequest request, Greeting greeting) {
        if (draining.getAsBoolean()) {
            refusal.answer(exchange, limits.refuseDraining(exchange.client()));
            return;
        }
        StartPosition start = hub.judge(request.start(), request.selection());
        if (start.isRepeated()) {
            exchange.answer(Answer.nothing());
            return;
        }
        Admission admission = limits.admit(exchange.client());
        if (admission instanceof AddressSlot place) {
            admitted(exchange, request, greeting, start, place);
        } else if (admission instanceof Refusal reason) {
            refusal.answer(exchange, reason);
        }
    }

    private void admitted(
            Exchange exchange, SubscribeRequest request, Greeting greeting, StartPosition start, AddressSlot place) {
        starts.count(request.asked() != null, start.resync());
        WireForm form = coding.choose(exchange, request);
        int number = hub.connectionIds().next();
        StreamOpening.Bytes first = opening.render(exchange, form, request, greeting, start, number);
        if (start.isOver()) {
            place.release();
            exchange.answerAndClose(first.bytes());
            return;
        }
        var options = new StreamOptions(request.selection(), form, request.heartbeat());
        detach.start(
                exchange,
                first.bytes(),
                hub.shardForNewStream(),
                options,
                start.position(),
                first.sum(),
                place,
                number);
    }
}
