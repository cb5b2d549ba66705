package io.longwire.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The data of an event: its number in the sequence, when it was to be sent, and padding. One thread. */
public final class Payload {
    /** Room for the two numbers. */
    public static final int MIN_BYTES = 48;

    /** Stands before the numbers, at the beginning of the data or within what a server makes of it. */
    public static final String MARK = "bench ";

    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

    /** Where the mark stood last: events of one server are alike. */
    private int markAt;

    private long sequence;
    private long dueMicros;

    /** Appends {@code bytes} characters, or as many as the numbers need, that need no escapes in JSON. */
    public static void write(StringBuilder out, long sequence, long dueMicros, int bytes) {
        int end = out.length() + bytes;
        out.append(MARK).append(sequence).append(' ').append(dueMicros).append(' ');
        while (out.length() < end) {
            out.append('x');
        }
    }

    /** Reads the numbers; false when the data is not of this form. */
    public boolean read(byte[] data, int length) {
        if (!isMark(data, markAt, length) && !findMark(data, length)) {
            return false;
        }
        int at = markAt + MARK_BYTES.length;
        long number = 0;
        for (; at < length && data[at] >= '0' && data[at] <= '9'; at++) {
            number = number * 10 + data[at] - '0';
        }
        if (at == length || data[at] != ' ') {
            return false;
        }
        sequence = number;
        number = 0;
        for (at++; at < length && data[at] >= '0' && data[at] <= '9'; at++) {
            number = number * 10 + data[at] - '0';
        }
        dueMicros = number;
        return at < length && data[at] == ' ';
    }

    private boolean findMark(byte[] data, int length) {
        for (int at = 0; at <= length - MARK_BYTES.length; at++) {
            if (isMark(data, at, length)) {
                markAt = at;
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(byte[] data, int at, int length) {
        int end = at + MARK_BYTES.length;
        return end <= length && Arrays.equals(data, at, end, MARK_BYTES, 0, MARK_BYTES.length);
    }

    /** From 1; 0 is a probe, which only shows that the stream is there. */
    public long sequence() {
        return sequence;
    }

    /** When it was to be sent, whether it was or not. */
    public long dueMicros() {
        return dueMicros;
    }
}
