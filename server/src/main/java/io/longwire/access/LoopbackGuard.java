package io.longwire.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a port that listens on loopback, and asks for no key, from pages in a browser of this machine: a foreign name
 * may be made to resolve to 127.0.0.1, and its page would then be of the same origin. Stateless; any thread.
 */
public final class LoopbackGuard {
    private static final int MAX_PORT_DIGITS = 5;

    private LoopbackGuard() {}

    /** Why the request is refused (403), with what to do; null when it is not. */
    public static @Nullable String refuse(HttpHeaders headers) {
        return namesLoopback(headers)
                ? null
                : "this port listens on loopback, so only localhost, 127.x.x.x and [::1] are answered as Host;"
                        + " behind a proxy let it send one of these";
    }

    /** Whether {@code Host} is a loopback name, or says nothing. */
    static boolean namesLoopback(HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        return host == null || host.isEmpty() || isLoopback(host);
    }

    /**
     * Whether the value of a {@code Host} header is a loopback name, with a port or without. Asked for each request, so by
     * hand.
     */
    public static boolean isLoopback(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        if (hasPort && !isNumber(authority, colon + 1, authority.length(), MAX_PORT_DIGITS)) {
            return false;
        }
        int end = hasPort ? colon : authority.length();
        return is("localhost", authority, end)
                || is("[::1]", authority, end)
                || (authority.startsWith("127.") && isRestOfV4(authority, end));
    }

    private static boolean is(String name, String authority, int end) {
        return end == name.length() && authority.regionMatches(true, 0, name, 0, end);
    }

    private static boolean isRestOfV4(String authority, int end) {
        int from = "127.".length();
        for (int part = 1; part < 3; part++) {
            int dot = authority.indexOf('.', from);
            if (dot < 0 || dot > end || !isNumber(authority, from, dot, 3)) {
                return false;
            }
            from = dot + 1;
        }
        return isNumber(authority, from, end, 3);
    }

    private static boolean isNumber(String text, int from, int to, int maxDigits) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from && to - from <= maxDigits;
    }
}
