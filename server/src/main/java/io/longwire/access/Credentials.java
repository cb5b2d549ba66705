package io.longwire.access;

import org.jspecify.annotations.Nullable;

/** What a request shows to prove who it is. Stateless; any thread. */
final class Credentials {
    private static final String BEARER = "Bearer ";

    private Credentials() {}

    /** The token of {@code Authorization: Bearer}; null when there is none, or another scheme. */
    static @Nullable String bearer(RequestView request) {
        String value = request.header("Authorization");
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : null;
    }

    /** The value of the first cookie called {@code name}; null when there is none. */
    static @Nullable String cookie(RequestView request, String name) {
        for (String line : request.headers("Cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    String value = pair.substring(equals + 1).strip();
                    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                    return quoted ? value.substring(1, value.length() - 1) : value;
                }
            }
        }
        return null;
    }
}
