package io.longwire.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** What the {@code Accept} header says, of event streams above all (RFC 9110, 12.5.1). Stateless; any thread. */
final class AcceptHeader {
    private static final String EVENT_STREAM = "text/event-stream";

    private AcceptHeader() {}

    /** Whether an event stream may be sent: the closest range that matches has a weight above 0, or there is no header. */
    static boolean allowsEventStream(HttpHeaders headers) {
        List<String> lines = headers.getAll(HttpHeaderNames.ACCEPT);
        if (lines.isEmpty() || String.join("", lines).isBlank()) {
            return true;
        }
        int closest = -1;
        boolean allowed = false;
        for (String line : lines) {
            for (String range : line.split(",", -1)) {
                String[] parts = range.split(";", -1);
                int closeness = closeness(parts[0].strip());
                if (closeness >= 0 && closeness >= closest) {
                    boolean wanted = hasWeight(parts);
                    allowed = closeness > closest ? wanted : allowed || wanted;
                    closest = closeness;
                }
            }
        }
        return allowed;
    }

    /** Whether event streams are asked for by name, as an {@code EventSource} does. */
    static boolean namesEventStream(HttpHeaders headers) {
        return names(EVENT_STREAM, headers);
    }

    /** Whether this media type is asked for by name: no range that takes in others, and a weight above 0. */
    static boolean names(String type, HttpHeaders headers) {
        for (String line : headers.getAll(HttpHeaderNames.ACCEPT)) {
            for (String range : line.split(",", -1)) {
                String[] parts = range.split(";", -1);
                if (parts[0].strip().equalsIgnoreCase(type) && hasWeight(parts)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int closeness(String range) {
        if (range.equalsIgnoreCase(EVENT_STREAM)) {
            return 2;
        }
        if (range.equalsIgnoreCase("text/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static boolean hasWeight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.regionMatches(true, 0, "q=", 0, 2)) {
                return !part.substring(2).strip().matches("0(\\.0{0,3})?");
            }
        }
        return true;
    }
}
