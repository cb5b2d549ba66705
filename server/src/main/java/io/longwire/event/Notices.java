package io.longwire.event;

import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines of the events that the server itself sends: {@code connected}, {@code resync}, {@code end},
 * {@code position} and heartbeats. Stateless; any thread.
 */
public final class Notices {
    private static final JsonFactory JSON = new JsonFactory();

    private Notices() {}

    /**
     * The first event of every stream. {@code retry} stands first and in the same event: some clients take a blank line
     * for an event even where nothing but {@code retry} was before it.
     *
     * @param lastEventId the position that the stream starts from, which is also the event's id
     * @param retryMillis how long a client shall wait before it comes back
     */
    public static byte[] connected(String connectionId, Selection selection, String lastEventId, int retryMillis) {
        return connected(
                json(object -> {
                    object.writeStringProperty("connection_id", connectionId);
                    topics(object, selection);
                    object.writeStringProperty("last_event_id", lastEventId);
                }),
                retryMillis);
    }

    /** The first event of a stream whose surface has data of its own for it. */
    public static byte[] connected(String data, int retryMillis) {
        return afterRetry(retryMillis, EventEncoder.encode("connected", data));
    }

    /** What was asked for, or what was still to be written, is not complete any more. */
    public static byte[] resync(String reason, @Nullable String asked, Selection selection) {
        return EventEncoder.encode("resync", json(object -> {
            object.writeStringProperty("reason", reason);
            if (asked == null) {
                object.writeNullProperty("asked");
            } else {
                object.writeStringProperty("asked", asked);
            }
            topics(object, selection);
        }));
    }

    /** Nothing will be published to the topic any more. */
    public static byte[] end(String topic) {
        return EventEncoder.encode("end", json(object -> object.writeStringProperty("topic", topic)));
    }

    /** Nothing new, but an id to resume from that is younger than the last one sent. */
    public static byte[] position() {
        return EventEncoder.encode("position", "{}");
    }

    /**
     * The last event of a stream whose server stops: where the client stands, and when to come back, in one event for
     * the same reason as in {@link #connected}.
     */
    public static byte[] positionAndRetry(int retryMillis) {
        return afterRetry(retryMillis, position());
    }

    private static byte[] afterRetry(int millis, byte[] event) {
        byte[] retry = EventId.ascii("retry: " + millis + "\n");
        byte[] lines = Arrays.copyOf(retry, retry.length + event.length);
        System.arraycopy(event, 0, lines, retry.length, event.length);
        return lines;
    }

    /** A heartbeat that scripts can see, of type {@code heartbeat} or {@code ping}; null for an unnamed event. */
    public static byte[] heartbeat(@Nullable String type, Instant now) {
        String data = json(object -> {
            object.writeStringProperty("type", "heartbeat");
            object.writeStringProperty("timestamp", now.toString());
        });
        return type == null ? EventEncoder.encodeUnnamed(data) : EventEncoder.encode(type, data);
    }

    /** The text of a field of a notice's data; empty when there is none. */
    public static String field(String data, String name) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), data)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME && name.equals(parser.currentName())) {
                    return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
                }
            }
        }
        return "";
    }

    private static void topics(JsonGenerator object, Selection selection) {
        object.writeArrayPropertyStart("topics");
        selection.topics().stream().sorted().forEach(object::writeString);
        selection.patterns().forEach(pattern -> object.writeString(pattern.toString()));
        object.writeEndArray();
    }

    private static String json(Consumer<JsonGenerator> fields) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            fields.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }
}
