package io.longwire.summarizer.web;

import io.longwire.embed.RouteRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What keeps other sites' pages from changing something in a visitor's name, beside the cookie that browsers do not send
 * them: the type that a form cannot send, and what browsers say of where a request comes from. Stateless; any thread.
 */
final class OwnPagesOnly {
    private OwnPagesOnly() {}

    /** Throws what a request is refused with. */
    static void check(RouteRequest request) throws Refused {
        if (!request.method().equals("DELETE") && !isJson(request.header("Content-Type"))) {
            throw new Refused(415, "the body must be JSON, and Content-Type: application/json say so");
        }
        String site = request.header("Sec-Fetch-Site");
        boolean own = site == null
                ? isOf(request.header("Origin"), request.header("Host"))
                : site.equals("same-origin") || site.equals("none");
        if (!own) {
            throw new Refused(403, "only pages of this application may ask for this");
        }
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    /** Whether there is no origin, as from a script, or it is the one that was asked. */
    private static boolean isOf(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }
}
