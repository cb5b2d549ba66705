package io.longwire.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a port that listens on loopback, and asks for no key, from pages in a browser of this machine: a foreign name
 * may be made to resolve to 127.0.0.1, and its page would then be of the same origin. Stateless; any thread.
 */
public final class LoopbackGuard {
    static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

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
        return host == null || host.isEmpty() || LOOPBACK.matcher(host).matches();
    }
}
