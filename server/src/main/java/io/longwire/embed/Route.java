package io.longwire.embed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One of an embedder's own paths beside the server's. Immutable; any thread.
 *
 * @param method {@code GET}, which serves {@code HEAD} too, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path compared whole, decoded; begins with a slash. One that ends in {@code /*} stands for every longer path that
 *     begins so and is not served otherwise; the longest such counts. The server's own paths cannot be had, but
 *     for {@code /}: its page goes when there is a route of that path, whatever its method
 * @param maxBodyBytes a larger body is answered 413 and not read; of {@code GET} and {@code DELETE} none is taken
 * @param timeout over nothing, up to a day. A handler that has not answered by then, since the request was whole, waits
 *     for its executor included, is answered for with 504; what it does still goes on, and its answer is thrown away
 * @param executor runs the handler. Whatever it does there, no stream waits for it. A request that it rejects is answered
 *     503. It remains the embedder's, to be shut down after the server
 * @param handler answers
 */
public record Route(
        String method, String path, int maxBodyBytes, Duration timeout, Executor executor, RouteHandler handler) {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Throws {@link IllegalArgumentException} for another method, a path of another form, or a bound out of range. */
    public Route {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method '" + method + "' is none of " + String.join(", ", METHODS));
        }
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == '?' || c == '#' || c == 0x7F)) {
            throw new IllegalArgumentException(
                    "path '" + path + "' must begin with '/' and have no '?', '#', space or control character");
        }
        if (path.indexOf('*') >= 0 && path.indexOf('*') < path.length() - (path.endsWith("/*") ? 1 : 0)) {
            throw new IllegalArgumentException("path '" + path + "': a '*' stands only at the end, after a '/'");
        }
        if (maxBodyBytes < 0) {
            throw new IllegalArgumentException("maxBodyBytes " + maxBodyBytes + " is negative");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is not above 0 and at most a day");
        }
    }

    /** A route that takes bodies of up to 64 KiB and has 30 seconds for an answer. */
    public static Route of(String method, String path, Executor executor, RouteHandler handler) {
        return new Route(method, path, MAX_BODY_BYTES, TIMEOUT, executor, handler);
    }

    /** The same with another time for an answer. */
    public Route withTimeout(Duration given) {
        return new Route(method, path, maxBodyBytes, given, executor, handler);
    }

    /** Whether its requests have a body. */
    public boolean takesBody() {
        return method.startsWith("P");
    }
}
