package io.longwire.api.original;

import static io.longwire.event.InvalidEventException.quote;

import io.longwire.api.JsonInput;
import io.longwire.api.JsonText;
import io.longwire.http.RequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a {@code POST /events/broadcast} asks for:
 * {@code {"event_type", "data", "session_filter", "subscription_filter"}}. Immutable.
 *
 * @param data compact JSON, whatever the value is
 */
record BroadcastRequest(String eventType, String data) {
    private static final List<String> TYPES =
            List.of("test", "system", "summary_complete", "summary_progress", "admin");
    private static final List<String> FIELDS = List.of("event_type", "data", "session_filter", "subscription_filter");

    /** Throws {@link RequestException} (400) saying what is wrong. */
    static BroadcastRequest read(byte[] body) {
        try (JsonParser parser = JsonInput.open(body, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RequestException.bad("the body is a JSON object with the fields " + String.join(", ", FIELDS));
            }
            var fields = new Reading();
            fields.read(parser);
            JsonInput.checkEnd(parser);
            return fields.request();
        } catch (JacksonException malformed) {
            throw JsonInput.malformed(malformed);
        }
    }

    /** The fields as they come, in any order. */
    private static final class Reading {
        private final HashSet<String> seen = new HashSet<>();
        private String eventType = "test";
        private String data = "{}";
        private @Nullable List<String> subscriptions;

        void read(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (!FIELDS.contains(name)) {
                    throw RequestException.bad(
                            "unknown field " + quote(name) + "; the fields are " + String.join(", ", FIELDS));
                }
                if (!seen.add(name)) {
                    throw RequestException.bad("field " + quote(name) + " stands twice");
                }
                boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
                switch (name) {
                    case "data" -> data = JsonText.compact(parser);
                    case "event_type" -> eventType = isNull ? eventType : string(name, parser);
                    case "subscription_filter" -> subscriptions = isNull ? null : subscriptions(parser);
                    default -> checkNoSession(isNull);
                }
            }
        }

        private static void checkNoSession(boolean isNull) {
            if (!isNull) {
                throw RequestException.bad("session_filter is null: streams have no session here; to reach some of"
                        + " them alone, publish to a topic of their own");
            }
        }

        private static List<String> subscriptions(JsonParser parser) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return List.of(string("subscription_filter", parser));
            }
            var subscriptions = new ArrayList<String>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                subscriptions.add(string("subscription_filter", parser));
            }
            return subscriptions;
        }

        private static String string(String name, JsonParser parser) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw RequestException.bad(
                        name + " is a string" + (name.equals("event_type") ? "" : ", an array of strings, or null"));
            }
            return parser.getString();
        }

        BroadcastRequest request() {
            if (!TYPES.contains(eventType)) {
                throw RequestException.bad(
                        "event_type " + quote(eventType) + " is not allowed; allowed are " + String.join(", ", TYPES));
            }
            // Streams that subscribe to the event's own type are those that get it anyway.
            if (subscriptions != null && !(subscriptions.size() == 1 && subscriptions.contains(eventType))) {
                throw RequestException.bad("subscription_filter is null or names the event_type alone: an event goes"
                        + " to the streams that want its type, and to no others");
            }
            return new BroadcastRequest(eventType, data);
        }
    }
}
