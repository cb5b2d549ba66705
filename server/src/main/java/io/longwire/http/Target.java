package io.longwire.http;

/**
 * The target of a request: its path, decoded, and its query, as it came in.
 *
 * @param path decoded; {@code *} for the server as a whole
 * @param query without the question mark, still encoded; empty for none
 */
record Target(String path, String query) {
    /** Throws {@link RequestException} (400) when the target has no form that this server knows. */
    static Target parse(String uri) {
        if (uri.equals("*")) {
            return new Target("*", "");
        }
        int from = 0;
        if (!uri.startsWith("/")) {
            // The absolute form, which a proxy is sent: what follows the authority.
            int scheme = uri.indexOf("://");
            if (scheme < 0) {
                throw RequestException.bad("the request's target must begin with '/'");
            }
            int slash = uri.indexOf('/', scheme + 3);
            if (slash < 0) {
                return new Target("/", "");
            }
            from = slash;
        }
        int question = uri.indexOf('?', from);
        int end = question < 0 ? uri.length() : question;
        String path = Fields.decode(uri, from, end, false);
        if (path.indexOf('\0') >= 0) {
            throw RequestException.bad("the path holds a NUL");
        }
        return new Target(path, question < 0 ? "" : uri.substring(question + 1));
    }
}
