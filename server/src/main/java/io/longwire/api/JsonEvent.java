package io.longwire.api;

import static io.longwire.event.InvalidEventException.quote;

import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.http.RequestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one event of JSON, {@code {"topic", "data", "type", "id", "retry", "end"}}, token by token. A {@code null} stands
 * for a field that is not there, but in {@code data}, where it is the data.
 */
final class JsonEvent {
    private static final List<String> NAMES = List.of("topic", "data", "type", "id", "retry", "end");

    /** A bit for each name that was read. */
    private int seen;

    private List<String> topics = List.of();
    private @Nullable String type;
    private @Nullable String data;
    private @Nullable String id;
    private int retry = -1;
    private boolean end;

    private JsonEvent() {}

    /** The parser stands at the object's first token, and afterwards at its last. Throws {@link RequestException} (400). */
    static Event read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.bad("an event is a JSON object");
        }
        var event = new JsonEvent();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int field = NAMES.indexOf(name);
            if (field >= 0 && (event.seen & 1 << field) != 0) {
                throw RequestException.bad("field " + quote(name) + " stands twice");
            }
            event.seen |= 1 << field;
            parser.nextToken();
            event.field(name, parser);
        }
        try {
            return new Event(event.topics, event.type, event.data, event.id, event.retry, event.end);
        } catch (InvalidEventException invalid) {
            throw RequestException.bad(String.valueOf(invalid.getMessage()));
        }
    }

    private void field(String name, JsonParser parser) {
        boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
        switch (name) {
            case "data" -> data = JsonText.of(parser);
            case "topic" -> topics = isNull ? List.of() : topics(parser);
            case "type" -> type = isNull ? null : string(name, parser);
            case "id" -> id = isNull ? null : string(name, parser);
            case "retry" -> retry = isNull ? -1 : millis(parser);
            case "end" -> end = !isNull && bool(name, parser);
            default ->
                throw RequestException.bad(
                        "unknown field " + quote(name) + "; the fields are topic, data, type, id, retry, end");
        }
    }

    private static List<String> topics(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(string("topic", parser));
        }
        var topics = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (topics.size() > Event.MAX_TOPICS) {
                throw RequestException.bad("an event has at most " + Event.MAX_TOPICS + " topics");
            }
            topics.add(string("topic", parser));
        }
        return topics;
    }

    private static String string(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw RequestException.bad(name + " is a string" + (name.equals("topic") ? " or an array of strings" : ""));
        }
        return parser.getString();
    }

    private static int millis(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            String digits = parser.getString();
            if (digits.matches("\\d{1,10}") && Long.parseLong(digits) <= Integer.MAX_VALUE) {
                return Integer.parseInt(digits);
            }
        }
        throw RequestException.bad("retry is a whole number of milliseconds from 0 to 2147483647");
    }

    private static boolean bool(String name, JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw RequestException.bad(name + " is true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }
}
