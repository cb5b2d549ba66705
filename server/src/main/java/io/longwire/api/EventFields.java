package io.longwire.api;

import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event out of the fields of a query or a form. Stateless; any thread. */
final class EventFields {
    private static final Set<String> NAMES = Set.of("topic", "data", "type", "id", "retry", "end");

    private EventFields() {}

    /** Throws {@link RequestException} (400) when a field is unknown or not as it should be. */
    static Event event(Fields fields, @Nullable String data) {
        for (String name : fields.names()) {
            if (!NAMES.contains(name)) {
                throw RequestException.bad("unknown field " + InvalidEventException.quote(name)
                        + "; the fields are topic, data, type, id, retry, end");
            }
        }
        String retry = fields.only("retry");
        try {
            return new Event(
                    fields.all("topic"),
                    fields.only("type"),
                    data,
                    fields.only("id"),
                    retry == null ? -1 : retry(retry),
                    end(fields.only("end")));
        } catch (InvalidEventException invalid) {
            throw RequestException.bad(String.valueOf(invalid.getMessage()));
        }
    }

    private static int retry(String text) {
        long millis = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
        if (millis < 0 || millis > Integer.MAX_VALUE) {
            throw RequestException.bad("retry is a whole number of milliseconds from 0 to 2147483647");
        }
        return (int) millis;
    }

    private static boolean end(@Nullable String text) {
        if (text == null) {
            return false;
        }
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw RequestException.bad("end is true or false");
        };
    }
}
