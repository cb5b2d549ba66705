package io.longwire.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Renders the lines of an event but for the log's id: {@code event}, {@code data} one per line, {@code retry}, and
 * {@code id} where the publisher gave one. Runs on the publisher's thread, so that the sequencer only adds the id.
 *
 * <p>WHATWG HTML, section 9.2 Server-sent events: a line ends with CRLF, CR or LF, so {@code data} is split at each.
 * Stateless; any thread.
 */
public final class EventEncoder {
    private static final byte[] EVENT = EventId.ascii("event: ");
    private static final byte[] DATA = EventId.ascii("data: ");

    private EventEncoder() {}

    public static byte[] encode(Event event) {
        return lines(event.type(), event.data() == null ? "" : event.data(), event.retryMillis(), event.id());
    }

    /** The lines of one of the server's own events. */
    public static byte[] encode(String type, String data) {
        return lines(type, data, -1, null);
    }

    static byte[] encodeUnnamed(String data) {
        return lines(null, data, -1, null);
    }

    private static byte[] lines(@Nullable String type, String data, int retryMillis, @Nullable String ownId) {
        byte[] text = data.getBytes(StandardCharsets.UTF_8);
        var out = new Lines(text.length + 32 + (type == null ? 0 : type.length() * 3 + 8));
        if (type != null) {
            out.add(EVENT).add(type.getBytes(StandardCharsets.UTF_8)).newLine();
        }
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                out.add(DATA).add(text, from, i).newLine();
                if (text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        out.add(DATA).add(text, from, text.length).newLine();
        if (retryMillis >= 0) {
            out.add(EventId.ascii("retry: " + retryMillis)).newLine();
        }
        if (ownId != null) {
            out.add(EventId.ascii("id: "))
                    .add(ownId.getBytes(StandardCharsets.UTF_8))
                    .newLine();
        }
        return out.toArray();
    }

    /** A byte array that grows; unsynchronized, unlike the one of the JDK. */
    private static final class Lines {
        private byte[] bytes;
        private int length;

        Lines(int capacity) {
            bytes = new byte[capacity];
        }

        Lines add(byte[] source) {
            return add(source, 0, source.length);
        }

        Lines add(byte[] source, int from, int to) {
            reserve(to - from);
            System.arraycopy(source, from, bytes, length, to - from);
            length += to - from;
            return this;
        }

        Lines newLine() {
            reserve(1);
            bytes[length++] = '\n';
            return this;
        }

        private void reserve(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
            }
        }

        byte[] toArray() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
