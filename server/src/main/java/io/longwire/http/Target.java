package io.longwire.http;

import org.jspecify.annotations.Nullable;

/**
 * The target of a request: its path, decoded, and its query, as it came in.
 *
 * @param path decoded; {@code *} for the server as a whole
 * @param query without the question mark, still encoded; empty for none
 * @param authority host and port of the absolute form, which go before those of the Host header; null for other forms
 */
record Target(String path, String query, @Nullable String authority) {
    static final Target ROOT = new Target("/", "", null);
    private static final Target SERVER = new Target("*", "", null);

    /** Throws {@link RequestException} (400) when the target has no form that this server knows. */
    static Target parse(String uri) {
        if (uri.startsWith("/")) {
            return parse(uri, 0, null);
        }
        if (uri.equals("*")) {
            return SERVER;
        }
        // The absolute form, which a proxy is sent.
        int from =
                uri.regionMatches(true, 0, "http://", 0, 7) ? 7 : uri.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (from < 0) {
            throw RequestException.bad("the request's target must begin with '/', http:// or https://");
        }
        int end = from;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        String authority = uri.substring(from, end);
        if (!HeadRules.isHost(authority)) {
            throw RequestException.bad("the request's target names no host");
        }
        return parse(uri, end, authority);
    }

    private static Target parse(String uri, int from, @Nullable String authority) {
        int question = uri.indexOf('?', from);
        int end = question < 0 ? uri.length() : question;
        String path = end == from ? "/" : Fields.decode(uri, from, end, false);
        if (path.indexOf('\0') >= 0) {
            throw RequestException.bad("the path holds a NUL");
        }
        return new Target(path, question < 0 ? "" : uri.substring(question + 1), authority);
    }

    /** Whether it is the server as a whole. */
    boolean isServer() {
        return path.equals("*");
    }
}
