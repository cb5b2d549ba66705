package io.longwire.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What keeps pages of other origins from driving a port that asks for no key: they could not read its answers, but could
 * open streams, which are few, and have things done. Links are let through. Stateless; any thread.
 */
public final class SameOriginGuard {
    private static final String REFUSAL =
            "only pages that this port serves itself may ask it for something; open the address in the browser instead";

    private SameOriginGuard() {}

    /** Why the request is refused (403), with what to do; null when it is not. */
    public static @Nullable String refuse(HttpHeaders headers) {
        String site = headers.get("sec-fetch-site");
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (site != null) {
            // Browsers alone write it, so it is right also where a proxy has changed the Host.
            boolean own = site.equals("same-origin") || site.equals("none");
            return own || (origin == null && isLink(headers)) ? null : REFUSAL;
        }
        return origin == null || isOf(origin, headers.get(HttpHeaderNames.HOST)) ? null : REFUSAL;
    }

    /** Whether a browser goes there as a whole, not only a frame in a page. */
    private static boolean isLink(HttpHeaders headers) {
        return "navigate".equals(headers.get("sec-fetch-mode")) && "document".equals(headers.get("sec-fetch-dest"));
    }

    private static boolean isOf(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
