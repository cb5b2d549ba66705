package io.longwire.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The format of event streams as the WHATWG standard defines it, fed in pieces that may end anywhere. */
public final class EventDecoder {
    private static final byte[] DATA = ascii("data");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] ID = ascii("id");
    private static final byte[] MESSAGE = ascii("message");
    private static final byte[] NONE = {};

    private final EventListener listener;

    /** The beginning of a line whose end has not arrived. */
    private byte[] begun = NONE;

    private int begunLength;
    private boolean skipLineFeed;

    private @Nullable String type;
    private byte[] data = NONE;
    private int dataLength;
    private boolean hasData;

    /** Of the event at hand; it counts when that is complete. */
    private byte[] nextId = NONE;

    private int nextIdLength;
    private boolean hasNextId;
    private byte[] lastId = NONE;
    private int lastIdLength;

    public EventDecoder(EventListener listener) {
        this.listener = listener;
    }

    public void decode(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (skipLineFeed) {
                skipLineFeed = false;
                if (bytes[at] == '\n') {
                    at++;
                    continue;
                }
            }
            int end = LineEnds.find(bytes, at, to);
            if (end == to) {
                begin(bytes, at, to);
                return;
            }
            if (begunLength == 0) {
                line(bytes, at, end);
            } else {
                begin(bytes, at, end);
                int length = begunLength;
                begunLength = 0;
                line(begun, 0, length);
            }
            skipLineFeed = bytes[end] == '\r';
            at = end + 1;
        }
    }

    private void begin(byte[] bytes, int from, int to) {
        int length = begunLength + to - from;
        if (begun.length < length) {
            begun = Arrays.copyOf(begun, Math.max(256, length * 2));
        }
        System.arraycopy(bytes, from, begun, begunLength, to - from);
        begunLength = length;
    }

    private void line(byte[] bytes, int from, int to) {
        if (from == to) {
            dispatch();
        } else if (isField(DATA, bytes, from, to)) {
            addData(bytes, valueStart(DATA, bytes, from, to), to);
        } else if (isField(EVENT, bytes, from, to)) {
            type = type(bytes, valueStart(EVENT, bytes, from, to), to);
        } else if (isField(ID, bytes, from, to)) {
            takeId(bytes, valueStart(ID, bytes, from, to), to);
        }
        // Comments and retry ask for nothing here.
    }

    private static boolean isField(byte[] name, byte[] bytes, int from, int to) {
        int end = from + name.length;
        return bytes[from] == name[0]
                && end <= to
                && (end == to || bytes[end] == ':')
                && Arrays.equals(name, 0, name.length, bytes, from, end);
    }

    private static int valueStart(byte[] name, byte[] bytes, int from, int to) {
        int start = Math.min(to, from + name.length + 1);
        return start < to && bytes[start] == ' ' ? start + 1 : start;
    }

    private void addData(byte[] bytes, int from, int to) {
        int start = hasData ? dataLength + 1 : 0;
        int length = start + to - from;
        if (data.length < length) {
            data = Arrays.copyOf(data, Math.max(128, length * 2));
        }
        if (hasData) {
            data[dataLength] = '\n';
        }
        System.arraycopy(bytes, from, data, start, to - from);
        dataLength = length;
        hasData = true;
    }

    private static @Nullable String type(byte[] bytes, int from, int to) {
        boolean unnamed = from == to || Arrays.equals(MESSAGE, 0, MESSAGE.length, bytes, from, to);
        return unnamed ? null : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void takeId(byte[] bytes, int from, int to) {
        int length = to - from;
        if (nextId.length < length) {
            nextId = new byte[Math.max(48, length)];
        }
        System.arraycopy(bytes, from, nextId, 0, length);
        nextIdLength = length;
        hasNextId = true;
    }

    /** Of the newest complete event that had one; empty without. */
    public String lastEventId() {
        return new String(lastId, 0, lastIdLength, StandardCharsets.UTF_8);
    }

    private void dispatch() {
        if (hasNextId) {
            byte[] free = lastId;
            lastId = nextId;
            lastIdLength = nextIdLength;
            nextId = free;
            hasNextId = false;
        }
        if (hasData) {
            listener.event(type, data, dataLength);
        }
        type = null;
        hasData = false;
        dataLength = 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
