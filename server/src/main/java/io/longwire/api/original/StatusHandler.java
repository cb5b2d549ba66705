package io.longwire.api.original;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.api.CursorText;
import io.longwire.api.StreamListing;
import io.longwire.event.Selector;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.http.RequestHandler;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import io.longwire.stream.StreamPage;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code GET /events/status}: the open streams, page by page. On the request's loop; shards are asked on theirs. */
final class StatusHandler implements RequestHandler {
    private static final int MAX_STREAMS = 1000;
    /** The listing shows streams of every topic. */
    private static final List<Selector> EVERYTHING = List.of(Selector.parse("**"));

    private final Hub hub;
    private final Authorizer authorizer;

    StatusHandler(Hub hub, Authorizer authorizer) {
        this.hub = hub;
        this.authorizer = authorizer;
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        try {
            Grant grant = authorizer.publish(exchange.view());
            if (grant.firstBeyond(EVERYTHING) != null) {
                exchange.answer(OriginalJson.error(grant.beyond()));
                return null;
            }
            Fields query = exchange.query();
            StreamListing.from(
                    CursorText.parse(query.only("cursor"), hub.shards().size()),
                    hub,
                    exchange,
                    limit(query),
                    stream -> true,
                    page -> exchange.answer(Answer.json(HttpResponseStatus.OK, json(page))),
                    failure -> exchange.answer(OriginalJson.error(
                            HttpResponseStatus.SERVICE_UNAVAILABLE, "the streams cannot be listed: " + failure)));
        } catch (RequestException wrong) {
            exchange.answer(OriginalJson.error(wrong));
        }
        return null;
    }

    private static int limit(Fields query) {
        String text = query.only("limit");
        if (text == null) {
            return MAX_STREAMS;
        }
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_STREAMS) {
            throw RequestException.bad("limit is a whole number from 1 to " + MAX_STREAMS);
        }
        return limit;
    }

    private String json(StreamPage page) {
        return OriginalJson.object(out -> {
            out.writeNumberProperty("total_connections", hub.openStreams());
            out.writeArrayPropertyStart("connections");
            for (StreamInfo stream : page.streams()) {
                connection(out, stream);
            }
            out.writeEndArray();
            StreamCursor next = page.next();
            if (next == null) {
                out.writeNullProperty("next");
            } else {
                out.writeStringProperty("next", CursorText.render(next));
            }
        });
    }

    private void connection(JsonGenerator out, StreamInfo stream) {
        out.writeStartObject();
        out.writeStringProperty("connection_id", hub.connectionIds().render(stream.number()));
        out.writeNullProperty("session_id");
        out.writeStringProperty("user_ip", stream.address());
        out.writeStringProperty("created_at", time(stream.openedMillis()));
        out.writeStringProperty("last_activity", time(stream.lastActivityMillis()));
        out.writeBooleanProperty("is_active", true);
        out.writeArrayPropertyStart("subscriptions");
        if (stream.selection().hasTypeFilter()) {
            stream.selection().types().stream().sorted().forEach(out::writeString);
        } else {
            out.writeString("*");
        }
        out.writeEndArray();
        out.writeNumberProperty("queue_size", stream.bytesBehind());
        out.writeEndObject();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
