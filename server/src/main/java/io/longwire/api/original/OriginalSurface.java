package io.longwire.api.original;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.api.StreamDoor;
import io.longwire.config.Settings;
import io.longwire.http.Router;

/**
 * What clients and scripts of the original application speak: {@code /events}, {@code /events/status} and
 * {@code /events/broadcast}, in its shapes. All of it is about one topic, what is broadcast; its streams differ in the
 * types they want.
 */
public final class OriginalSurface {
    static final String TOPIC = "broadcast";

    private final EventsHandler events;
    private final StatusHandler status;
    private final BroadcastHandler broadcast;

    /** @param authorizer who may publish to every topic may also see who is connected */
    public OriginalSurface(Hub hub, Settings settings, StreamDoor door, Authorizer authorizer) {
        this.events = new EventsHandler(door, settings);
        this.status = new StatusHandler(hub, authorizer);
        this.broadcast = new BroadcastHandler(hub, settings, authorizer);
    }

    /** Adds its paths. */
    public void addTo(Router.Builder routes) {
        routes.get("/events", events);
        routes.get("/events/status", status);
        routes.post("/events/broadcast", broadcast);
    }
}
