package io.longwire.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of {@code application/x-www-form-urlencoded} text: of a query or of a form. Decoded as strict UTF-8;
 * a name may stand several times, in order. Immutable once parsed; any thread.
 */
public final class Fields {
    /** A form of more fields is not meant well. */
    private static final int MAX_FIELDS = 2000;

    private static final Fields NONE = new Fields(Map.of());

    private final Map<String, List<String>> values;

    private Fields(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads text of which each char stands for one byte, as it came in. Throws {@link RequestException} (400) when it is
     * not what it should be.
     */
    public static Fields parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var values = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (int from = 0; from <= text.length(); ) {
            int ampersand = text.indexOf('&', from);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > from) {
                if (++count > MAX_FIELDS) {
                    throw RequestException.bad("more than " + MAX_FIELDS + " fields");
                }
                int nameEnd = nameEnd(text, from, end);
                String name = decode(text, from, nameEnd, true);
                String value = decode(text, Math.min(nameEnd + 1, end), end, true);
                List<String> old = values.putIfAbsent(name, List.of(value));
                if (old != null) {
                    values.put(name, plus(old, value));
                }
            }
            from = end + 1;
        }
        return new Fields(values);
    }

    /** Looks no further than the field goes: beyond it may lie megabytes, and a thousand fields to look from. */
    private static int nameEnd(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != '=') {
            at++;
        }
        return at;
    }

    private static List<String> plus(List<String> old, String value) {
        List<String> more = old instanceof ArrayList<String> list ? list : new ArrayList<>(old);
        more.add(value);
        return more;
    }

    /** Undoes percent-encoding. Throws {@link RequestException} (400) when it is broken, or not UTF-8. */
    static String decode(String text, int from, int to, boolean plusIsSpace) {
        int i = from;
        while (i < to && isPlain(text.charAt(i), plusIsSpace)) {
            i++;
        }
        if (i == to) {
            return text.substring(from, to);
        }
        var bytes = new byte[to - from];
        int length = 0;
        for (i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < to ? hexDigit(text.charAt(i + 1)) : -1;
                int low = i + 2 < to ? hexDigit(text.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    throw RequestException.bad("'%' must be followed by two hexadecimal digits");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c > 0xFF) {
                throw new IllegalArgumentException("one char must stand for one byte");
            } else {
                bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        String decoded = StrictUtf8.decode(bytes, 0, length);
        if (decoded == null) {
            throw RequestException.bad("percent-encoded text is not UTF-8");
        }
        return decoded;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isPlain(char c, boolean plusIsSpace) {
        return c != '%' && c < 0x80 && !(c == '+' && plusIsSpace);
    }

    /** The first value; null when the name does not occur. */
    public @Nullable String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    /** The only value; null when the name does not occur. Throws {@link RequestException} (400) when it occurs twice. */
    public @Nullable String only(String name) {
        List<String> all = values.get(name);
        if (all != null && all.size() > 1) {
            throw RequestException.bad("field '" + name + "' may stand only once");
        }
        return all == null ? null : all.get(0);
    }

    /** All values in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Set<String> names() {
        return values.keySet();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
