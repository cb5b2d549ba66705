package io.longwire.api.admin;

import io.longwire.Hub;
import io.longwire.api.CursorText;
import io.longwire.event.Selector;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestHandler;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import io.longwire.stream.StreamPage;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /sse/status}: what is there, topics and connections, page by page. On the request's loop; shards are asked on
 * theirs, topics are looked for on none.
 */
final class StatusHandler implements RequestHandler {
    /** How often shards are asked for one answer: few connections may be what is looked for. */
    private static final int MAX_ASKS = 32;

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
            new Listing(exchange, request).from(cursor);
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

    /** Connections for one answer. The request's loop only. */
    private final class Listing {
        private final Exchange exchange;
        private final StatusRequest request;
        private final List<StreamInfo> found = new ArrayList<>();
        private int asks;

        Listing(Exchange exchange, StatusRequest request) {
            this.exchange = exchange;
            this.request = request;
        }

        void from(StreamCursor cursor) {
            asks++;
            hub.streams(cursor, request.limit() - found.size())
                    .whenComplete((page, failure) -> exchange.loop().execute(() -> take(page, failure)));
        }

        private void take(@Nullable StreamPage page, @Nullable Throwable failure) {
            if (page == null) {
                exchange.answer(Answer.problem(
                        HttpResponseStatus.SERVICE_UNAVAILABLE, "the connections cannot be listed: " + failure));
                return;
            }
            for (StreamInfo stream : page.streams()) {
                if (isWanted(stream, request.contains())) {
                    found.add(stream);
                }
            }
            StreamCursor next = page.next();
            if (next == null
                    || found.size() >= request.limit()
                    || asks >= MAX_ASKS + hub.shards().size()) {
                offLoop.answer(exchange, () -> answer(request, found, next));
            } else if (!exchange.isOver()) {
                from(next);
            }
        }
    }
}
