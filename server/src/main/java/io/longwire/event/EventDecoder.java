package io.longwire.event;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the inner slice of a frame, as this server writes it, back into fields. Stateless; any thread. */
public final class EventDecoder {
    private EventDecoder() {}

    /**
     * The fields of an event.
     *
     * @param type null for an unnamed event
     * @param retryMillis -1 for none
     * @param id empty for none
     */
    public record Decoded(@Nullable String type, String data, int retryMillis, String id) {}

    /** Reads lines that {@link EventEncoder} or {@link FrameAssembler} rendered. */
    public static Decoded decode(byte[] inner) {
        String text = new String(inner, StandardCharsets.UTF_8);
        String type = null;
        StringBuilder data = null;
        String only = "";
        int retry = -1;
        String id = "";
        int lines = 0;
        for (int from = 0, end = text.indexOf('\n'); end >= 0; from = end + 1, end = text.indexOf('\n', from)) {
            if (text.startsWith("data: ", from)) {
                String line = text.substring(from + 6, end);
                if (lines == 0) {
                    only = line;
                } else {
                    data = data == null ? new StringBuilder(only) : data;
                    data.append('\n').append(line);
                }
                lines++;
            } else if (text.startsWith("event: ", from)) {
                type = text.substring(from + 7, end);
            } else if (text.startsWith("id: ", from)) {
                id = text.substring(from + 4, end);
            } else if (text.startsWith("retry: ", from)) {
                retry = Integer.parseInt(text, from + 7, end, 10);
            }
        }
        return new Decoded(type, data == null ? only : data.toString(), retry, id);
    }
}
