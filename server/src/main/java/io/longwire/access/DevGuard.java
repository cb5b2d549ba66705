package io.longwire.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What keeps {@code --dev}, where everything is open, to this machine: it refuses what a proxy forwarded, what a foreign
 * page sent, and a {@code Host} that is no loopback name (a foreign name may be made to resolve to 127.0.0.1). Stateless;
 * any thread.
 */
public final class DevGuard {
    private static final List<String> FORWARDED = List.of(
            "forwarded",
            "via",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-port",
            "x-forwarded-server",
            "x-real-ip");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");

    private DevGuard() {}

    /** Why the request is refused (403), with what to do; null when it is not. */
    public static @Nullable String refuse(HttpHeaders headers) {
        for (String name : FORWARDED) {
            if (headers.contains(name)) {
                return "with --dev nothing that a proxy forwarded (" + name
                        + ") is answered; set keys instead of --dev";
            }
        }
        if (!LoopbackGuard.namesLoopback(headers)) {
            return "with --dev only localhost, 127.x.x.x and [::1] are answered as Host; set keys instead of --dev";
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && !isLoopbackOrigin(origin)) {
            return "with --dev only pages of this machine are answered; set keys instead of --dev";
        }
        String site = headers.get("sec-fetch-site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign && (origin == null || site.equals("cross-site"))) {
            return "with --dev only pages of this machine are answered (Sec-Fetch-Site: "
                    + (site.equals("cross-site") ? "cross-site" : "same-site")
                    + "); set keys instead of --dev";
        }
        return null;
    }

    private static boolean isLoopbackOrigin(String origin) {
        Matcher scheme = SCHEME.matcher(origin);
        return scheme.lookingAt() && LoopbackGuard.isLoopback(origin.substring(scheme.end()));
    }
}
