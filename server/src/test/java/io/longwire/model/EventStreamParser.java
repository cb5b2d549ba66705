package io.longwire.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A parser of event streams, written from WHATWG HTML, section 9.2.6; remembers the order of fields too. */
final class EventStreamParser {
    /** @param fields names of the fields in the order they came; {@code retry} is -1 when there was none */
    record Parsed(String type, String data, String lastEventId, int retry, List<String> fields) {}

    private final Consumer<Parsed> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private boolean afterCr;
    private String type = "";
    private String idBuffer = "";
    private int retry = -1;
    private int comments;

    EventStreamParser(Consumer<Parsed> listener) {
        this.listener = listener;
    }

    void parse(byte[] bytes) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            byte b = bytes[at];
            if (b != '\n' && b != '\r') {
                afterCr = false;
                continue;
            }
            line.write(bytes, from, at - from);
            from = at + 1;
            if (b == '\r' || !afterCr) {
                take(line.toString(StandardCharsets.UTF_8));
            }
            line.reset();
            afterCr = b == '\r';
        }
        line.write(bytes, from, bytes.length - from);
    }

    private void take(String text) {
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            comments++;
            return;
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        field(name, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String name, String value) {
        fields.add(name);
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
            case "retry" -> retry = value.matches("[0-9]+") ? Integer.parseInt(value) : retry;
            default -> {
                // ignored, as the standard has it; the order of fields tells
            }
        }
    }

    private void dispatch() {
        List<String> order = List.copyOf(fields);
        int newRetry = retry;
        String newType = type;
        fields.clear();
        type = "";
        retry = -1;
        if (data.length() == 0) {
            listener.accept(new Parsed(newType, null, idBuffer, newRetry, order));
            return;
        }
        String text = data.substring(0, data.length() - 1);
        data.setLength(0);
        listener.accept(new Parsed(newType, text, idBuffer, newRetry, order));
    }

    /** Whether nothing is half received. */
    boolean isBetweenEvents() {
        return fields.isEmpty() && line.size() == 0;
    }

    int comments() {
        return comments;
    }
}
