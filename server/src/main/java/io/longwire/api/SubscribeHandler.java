package io.longwire.api;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Notices;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestHandler;
import org.jspecify.annotations.Nullable;

/** {@code GET /sse}: a stream of topics and patterns. On the request's loop. */
public final class SubscribeHandler implements RequestHandler {
    private final StreamDoor door;
    private final HeartbeatParameter heartbeats;
    private final int maxTopics;

    public SubscribeHandler(StreamDoor door, Settings settings) {
        this.door = door;
        this.heartbeats = new HeartbeatParameter(settings);
        this.maxTopics = settings.number(Setting.SSE_MAX_TOPICS_PER_STREAM);
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        door.admit(exchange, SubscribeRequest.of(exchange, maxTopics, heartbeats), Notices::connected);
        return null;
    }
}
