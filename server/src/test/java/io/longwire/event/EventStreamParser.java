package io.longwire.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the server sends as a browser would: the chunks of RFC 9112, section 7.1, and the event stream of the WHATWG
 * HTML standard, section 9.2.6. Written from these texts alone; shares no code with what it checks.
 */
public final class EventStreamParser {
    /** An event as a browser dispatches it; {@code fields} are the names of its lines in the order they came. */
    public record Received(String type, String data, String lastEventId, List<String> fields) {}

    private final List<Received> received = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private String type = "";
    private String lastEventId = "";
    private long retryMillis = -1;

    private EventStreamParser() {}

    /** Takes chunks apart, strictly; the last chunk may be missing, since a stream goes on. */
    public static byte[] unchunk(byte[] body) {
        var content = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int size = 0;
            int digits = 0;
            for (; body[at] != '\r'; at++, digits++) {
                int digit = Character.digit(body[at], 16);
                if (digit < 0 || digits == 7) {
                    throw new IllegalArgumentException("not a chunk size at byte " + at);
                }
                size = size * 16 + digit;
            }
            if (digits == 0) {
                throw new IllegalArgumentException("no chunk size at byte " + at);
            }
            at = lineEnd(body, at);
            content.write(body, at, size);
            at = lineEnd(body, at + size);
        }
        return content.toByteArray();
    }

    private static int lineEnd(byte[] body, int at) {
        if (body[at] != '\r' || body[at + 1] != '\n') {
            throw new IllegalArgumentException("no CRLF at byte " + at);
        }
        return at + 2;
    }

    /** The events that a browser dispatches from this stream; one that lacks its blank line is not among them. */
    public static List<Received> parse(byte[] stream) {
        return read(stream).received;
    }

    /** The reconnection time that the stream has set; -1 for none. */
    public static long retryMillis(byte[] stream) {
        return read(stream).retryMillis;
    }

    private static EventStreamParser read(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        var parser = new EventStreamParser();
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        var line = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                parser.line(line.toString());
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
        return parser;
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            return;
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String field, String value) {
        fields.add(field);
        switch (field) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> {
                if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    retryMillis = Long.parseLong(value);
                }
            }
            default -> {
                // The standard ignores other fields.
            }
        }
    }

    private void dispatch() {
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            received.add(
                    new Received(type.isEmpty() ? "message" : type, data.toString(), lastEventId, List.copyOf(fields)));
        }
        data.setLength(0);
        fields.clear();
        type = "";
    }
}
