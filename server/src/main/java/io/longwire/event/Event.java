package io.longwire.event;

import static io.longwire.event.InvalidEventException.quote;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is published. Checked when made: an {@code Event} that exists can be encoded. Immutable; any thread.
 *
 * @param topics where it is published to, at least one, no doubles; it stays one event with one id
 * @param type the {@code event} field; null for an unnamed event, which a browser calls {@code message}
 * @param data any text; line breaks are kept as lines
 * @param id the publisher's own id, 1–128 bytes; null for one of the log's
 * @param retryMillis the {@code retry} field, 0 to 2^31-1 ms; -1 for none
 * @param end whether the topics end with this event: nothing can be published to them afterwards
 */
public record Event(
        List<String> topics,
        @Nullable String type,
        @Nullable String data,
        @Nullable String id,
        int retryMillis,
        boolean end) {

    /** Names that the server uses itself; publishers may not. */
    public static final Set<String> RESERVED_TYPES = Set.of("connected", "resync", "end", "position");

    public static final int MAX_TOPICS = 100;
    static final int MAX_TYPE_BYTES = 256;
    static final int MAX_ID_BYTES = 128;

    public Event {
        topics = List.copyOf(new LinkedHashSet<>(topics));
        if (topics.isEmpty()) {
            throw new InvalidEventException("an event needs a topic");
        }
        if (topics.size() > MAX_TOPICS) {
            throw new InvalidEventException("an event has at most " + MAX_TOPICS + " topics, given " + topics.size());
        }
        topics.forEach(Selector::checkTopic);
        if (type != null) {
            type = type.isEmpty() ? null : checkType(type);
        }
        if (id != null) {
            checkId(id);
        }
        if (data != null && Utf8.length(data) < 0) {
            throw new InvalidEventException("data is not valid Unicode");
        }
        if (data == null && !end) {
            throw new InvalidEventException("an event needs data");
        }
        if (retryMillis < -1) {
            throw new InvalidEventException("retry is a whole number of milliseconds from 0 to 2147483647");
        }
    }

    /** An event of one topic with an id of the log's. */
    public static Event of(String topic, @Nullable String type, String data) {
        return new Event(List.of(topic), type, data, null, -1, false);
    }

    private static String checkType(String type) {
        int bytes = Utf8.length(type);
        if (bytes < 0 || bytes > MAX_TYPE_BYTES) {
            throw new InvalidEventException(
                    "type " + quote(type) + " is not 1 to " + MAX_TYPE_BYTES + " bytes of text");
        }
        if (type.indexOf('\n') >= 0 || type.indexOf('\r') >= 0 || type.indexOf('\0') >= 0) {
            throw new InvalidEventException("type " + quote(type) + " has a line break or NUL");
        }
        if (RESERVED_TYPES.contains(type)) {
            throw new InvalidEventException("type '" + type + "' is reserved for the server's own events");
        }
        return type;
    }

    private static void checkId(String id) {
        int bytes = Utf8.length(id);
        if (bytes < 1 || bytes > MAX_ID_BYTES) {
            throw new InvalidEventException("id " + quote(id) + " is not 1 to " + MAX_ID_BYTES + " bytes of text");
        }
        if (id.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidEventException("id " + quote(id) + " has a control character");
        }
        if (id.startsWith(" ") || id.endsWith(" ")) {
            throw new InvalidEventException("id " + quote(id) + " begins or ends with a space");
        }
        if (id.equals("earliest")) {
            throw new InvalidEventException("id 'earliest' is a position that subscribers ask for");
        }
        if (EventId.isNative(id)) {
            throw new InvalidEventException("id " + quote(id) + " has the form of the server's own ids");
        }
    }
}
