package io.longwire.api;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.event.Utf8;
import io.longwire.http.RequestException;

/**
 * How much may be published at once.
 *
 * @param eventBytes of one event's data, as UTF-8
 * @param batchBytes of one body, or of one line of NDJSON
 * @param batchEvents of one JSON array
 */
public record PublishLimits(long eventBytes, long batchBytes, int batchEvents) {
    public static PublishLimits of(Settings settings) {
        return new PublishLimits(
                settings.bytes(Setting.SSE_MAX_EVENT_BYTES),
                settings.bytes(Setting.SSE_MAX_BATCH_BYTES),
                settings.number(Setting.SSE_MAX_BATCH_EVENTS));
    }

    /** Throws {@link RequestException} (413) when the event is too large. */
    public Event check(Event event) {
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
