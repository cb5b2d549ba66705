package io.longwire.event;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The number inside an event id: the pair (Unix milliseconds, n) in one {@code long}, so that ids compare as numbers.
 *
 * <p>On the wire an id reads {@code <ms>-<n>-<log tag>}. The tag names the log that gave the id: an id with another tag
 * belongs to another log and says nothing about this one. Stateless; any thread.
 */
public final class EventId {
    /** Events that one millisecond can number before the clock part is pushed on by one. */
    public static final int PER_MILLI = 1 << 20;

    private static final int N_BITS = 20;
    private static final long MAX_MILLIS = Long.MAX_VALUE >> N_BITS;

    private EventId() {}

    /** The id of event {@code n} (0 to {@value #PER_MILLI} exclusive) of Unix millisecond {@code millis}. */
    public static long of(long millis, int n) {
        return (Math.min(Math.max(millis, 0), MAX_MILLIS) << N_BITS) | n;
    }

    /** Unix milliseconds. */
    public static long millis(long id) {
        return id >> N_BITS;
    }

    public static int n(long id) {
        return (int) (id & (PER_MILLI - 1));
    }

    /** The id to give next: strictly greater than {@code previous}, also when the clock stands still or steps back. */
    public static long after(long previous, long nowMillis) {
        return Math.max(previous + 1, of(nowMillis, 0));
    }

    public static String render(long id, String logTag) {
        return millis(id) + "-" + n(id) + "-" + logTag;
    }

    /** Renders into {@code target} from {@code at}; returns the end. For the hot path: makes no object. */
    static int render(long id, byte[] logTag, byte[] target, int at) {
        int end = decimal(millis(id), target, at);
        target[end++] = '-';
        end = decimal(n(id), target, end);
        target[end++] = '-';
        System.arraycopy(logTag, 0, target, end, logTag.length);
        return end + logTag.length;
    }

    private static int decimal(long value, byte[] target, int at) {
        int end = at + 1;
        for (long bound = 10; bound <= value; bound *= 10) {
            end++;
        }
        long rest = value;
        for (int i = end - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** Whether {@code text} has the native form, of whichever log; publishers may not use it for ids of their own. */
    public static boolean isNative(String text) {
        return Parsed.of(text) != null;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** An id as it was read: its number and the tag of the log it belongs to. */
    public record Parsed(long id, String logTag) {
        /** Reads {@code <ms>-<n>-<log tag>}; null when the text has another form. */
        public static @Nullable Parsed of(String text) {
            int first = text.indexOf('-');
            int second = text.indexOf('-', first + 1);
            if (first < 1 || first > 14 || second < first + 2 || second - first > 8) {
                return null;
            }
            long millis = digits(text, 0, first);
            long n = digits(text, first + 1, second);
            String tag = text.substring(second + 1);
            if (millis < 0 || millis > MAX_MILLIS || n < 0 || n >= PER_MILLI || !LogTag.isValid(tag)) {
                return null;
            }
            return new Parsed(EventId.of(millis, (int) n), tag);
        }

        /** The number, or -1 for a non-digit or for a leading zero: one id has one spelling. */
        private static long digits(String text, int from, int to) {
            if (to - from > 1 && text.charAt(from) == '0') {
                return -1;
            }
            long value = 0;
            for (int i = from; i < to; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                value = value * 10 + digit;
            }
            return value;
        }
    }
}
