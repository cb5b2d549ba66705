package io.longwire.api.admin;

import io.longwire.Hub;
import io.longwire.api.CursorText;
import io.longwire.api.StreamListing;
import io.longwire.event.Selector;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestHandler;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /sse/status}: what is there, topics and connections, page by page. On the request's loop; shards are asked on
 * theirs, topics are looked for on none.
 */
final class StatusHandler implements RequestHandler {
    private final Hub hub;
    private final OffLoop offLoop;

    StatusHandler(Hub hub, OffLoop offLoop) {
        this.hub = hub;
        this.offLoop = offLoop;
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        StatusRequest request = StatusRequest.of(exchange.query());
        if (request.wantsConnections()) {
            StreamCursor cursor =
                    CursorText.parse(request.cursor(), hub.shards().size());
            StreamListing.from(
                    cursor,
                    hub,
                    exchange,
                    request.limit(),
                    stream -> isWanted(stream, request.contains()),
                    page -> offLoop.answer(exchange, () -> answer(request, page.streams(), page.next())),
                    failure -> exchange.answer(Answer.problem(
                            HttpResponseStatus.SERVICE_UNAVAILABLE, "the connections cannot be listed: " + failure)));
        } else {
            offLoop.answer(exchange, () -> answer(request, List.of(), null));
        }
        return null;
    }

    private Answer answer(StatusRequest request, List<StreamInfo> streams, @Nullable StreamCursor next) {
        return Answer.json(HttpResponseStatus.OK, new StatusJson(hub, request).render(streams, next));
    }

    private static boolean isWanted(StreamInfo stream, String part) {
        return part.isEmpty()
                || stream.address().contains(part)
                || stream.selection().topics().stream().anyMatch(topic -> topic.contains(part))
                || stream.selection().patterns().stream()
                        .map(Selector::toString)
                        .anyMatch(text -> text.contains(part));
    }
}
