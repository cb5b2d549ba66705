package io.longwire.api.original;

import io.longwire.api.HeartbeatParameter;
import io.longwire.api.StreamDoor;
import io.longwire.api.SubscribeRequest;
import io.longwire.config.Settings;
import io.longwire.event.Notices;
import io.longwire.event.Selection;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.http.RequestHandler;
import io.longwire.stream.HeartbeatForm;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events?subscribe=a,b}: the original's stream of what is broadcast, or of what an embedder grants instead,
 * filtered by type. On the request's loop.
 */
final class EventsHandler implements RequestHandler {
    private static final Set<String> DEFAULT_TYPES =
            new LinkedHashSet<>(List.of("summary_complete", "summary_progress", "system"));
    /** The original's clients make up something of a few dozen characters. */
    private static final int MAX_CLIENT_ID = 256;

    private final StreamDoor door;
    private final HeartbeatParameter heartbeats;

    EventsHandler(StreamDoor door, Settings settings) {
        this.door = door;
        this.heartbeats = new HeartbeatParameter(settings);
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        Fields query = exchange.query();
        checkClientId(query);
        Set<String> asked = SubscribeRequest.types(query, "subscribe");
        Set<String> types = asked.isEmpty() ? DEFAULT_TYPES : asked;
        // The original's clients look for heartbeats in one of three places, and do not say in which.
        HeartbeatForm heartbeat = heartbeats.of(query, HeartbeatForm.ALL);
        SubscribeRequest request = SubscribeRequest.of(exchange, List.of(), types, heartbeat);
        door.admit(
                exchange,
                request,
                (connectionId, selection, lastEventId, retryMillis) ->
                        Notices.connected(connected(connectionId, types, selection, lastEventId), retryMillis));
        return null;
    }

    /** Clients send one, and anybody can make one up: nothing depends on it. */
    private static void checkClientId(Fields query) {
        for (String id : query.all("client_id")) {
            if (id.length() > MAX_CLIENT_ID) {
                throw RequestException.bad("client_id has at most " + MAX_CLIENT_ID + " characters");
            }
        }
    }

    /** What the original said, and beside it what every stream here says. */
    private static String connected(
            String connectionId, Collection<String> subscriptions, Selection selection, String lastEventId) {
        return OriginalJson.object(out -> {
            out.writeStringProperty("connection_id", connectionId);
            out.writeStringProperty("message", "Connected to notification stream");
            out.writeArrayPropertyStart("subscriptions");
            subscriptions.forEach(out::writeString);
            out.writeEndArray();
            out.writeArrayPropertyStart("topics");
            selection.topics().forEach(out::writeString);
            out.writeEndArray();
            out.writeStringProperty("last_event_id", lastEventId);
        });
    }
}
