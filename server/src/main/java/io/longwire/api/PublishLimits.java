package io.longwire.api;

import io.longwire.access.Grant;
import io.longwire.access.Refusal;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Utf8;
import io.longwire.http.RequestException;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * How much may be published at once, and where to.
 *
 * @param eventBytes of one event's data, as UTF-8
 * @param batchBytes of one body, or of one line of NDJSON
 * @param batchEvents of one JSON array
 * @param grant the topics that the publisher may publish to
 */
public record PublishLimits(long eventBytes, long batchBytes, int batchEvents, Grant grant) {
    private static final Grant NOTHING = Grant.nothing(Refusal.forbidden("publishing is closed"));

    /** Of nobody yet. */
    public static PublishLimits of(Settings settings) {
        return new PublishLimits(
                settings.bytes(Setting.SSE_MAX_EVENT_BYTES),
                settings.bytes(Setting.SSE_MAX_BATCH_BYTES),
                settings.number(Setting.SSE_MAX_BATCH_EVENTS),
                NOTHING);
    }

    /** The same for a publisher with this grant. */
    public PublishLimits of(Grant publisher) {
        return new PublishLimits(eventBytes, batchBytes, batchEvents, publisher);
    }

    /** Throws {@link RequestException}: 403 when a topic is not the publisher's, 413 when the event is too large. */
    public Event check(Event event) {
        String beyond = grant.firstTopicBeyond(event.topics());
        if (beyond != null) {
            throw new RequestException(
                    HttpResponseStatus.FORBIDDEN,
                    "topic " + InvalidEventException.quote(beyond) + " may not be published to: "
                            + grant.refusal(beyond).detail());
        }
        int bytes = event.data() == null ? 0 : Utf8.length(event.data());
        if (bytes > eventBytes) {
            throw RequestException.tooLarge("data of " + bytes + " bytes; at most " + eventBytes
                    + " bytes in one event are taken (SSE_MAX_EVENT_BYTES)");
        }
        return event;
    }

    RequestException tooManyBytes() {
        return RequestException.tooLarge(
                "more than " + batchBytes + " bytes, which is what is taken at once (SSE_MAX_BATCH_BYTES)");
    }

    RequestException tooManyEvents() {
        return RequestException.tooLarge(
                "more than " + batchEvents + " events, which is what is taken at once (SSE_MAX_BATCH_EVENTS)");
    }
}
