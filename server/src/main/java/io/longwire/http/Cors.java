package io.longwire.http;

import io.longwire.config.Setting;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which other origins may read streams and publish, and how their browsers are told so. Cookies go with listed
 * origins only, never with {@code *}. Immutable; any thread.
 */
public final class Cors {
    private static final Pattern ORIGIN =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
    private static final String EXPOSED = "Access-Control-Expose-Headers: Allow, Retry-After\r\n";
    private static final String VARY = "Vary: Origin\r\n";
    private static final String MAX_AGE_SECONDS = "7200";

    /** No header at all: no page of another origin may read, or the proxy in front sees to it. */
    public static final Cors NONE = new Cors(Set.of(), false);

    private final Set<String> origins;
    private final boolean any;

    private Cors(Set<String> origins, boolean any) {
        this.origins = origins;
        this.any = any;
    }

    /** @param texts as {@link Setting#SSE_CORS_ORIGINS} has them: origins as browsers send them, or a word alone */
    public static Cors of(List<String> texts) {
        if (texts.isEmpty() || texts.equals(List.of("off"))) {
            return NONE;
        }
        return texts.equals(List.of("*")) ? new Cors(Set.of(), true) : new Cors(Set.copyOf(texts), false);
    }

    /** As browsers send it: scheme and host in lower case, no port where it is the scheme's own; null when it is none. */
    private static @Nullable String normalized(String text) {
        Matcher parts = ORIGIN.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String origin = scheme + "://" + parts.group(2).toLowerCase(Locale.ROOT);
        String port = parts.group(3);
        boolean implied = port == null
                || (scheme.equals("http") && port.equals("80"))
                || (scheme.equals("https") && port.equals("443"));
        return implied ? origin : origin + ":" + port;
    }

    /**
     * Lines for the head of every answer, refusals too, so that a page can read why; each ends with CR LF.
     *
     * @param request the headers of the request; null where nothing of it could be read
     */
    String lines(@Nullable HttpHeaders request) {
        if (any) {
            return "Access-Control-Allow-Origin: *\r\n" + EXPOSED;
        }
        if (origins.isEmpty()) {
            return "";
        }
        String origin = request == null ? null : request.get(HttpHeaderNames.ORIGIN);
        if (origin == null || !isListed(origin)) {
            return VARY;
        }
        return "Access-Control-Allow-Origin: " + origin + "\r\nAccess-Control-Allow-Credentials: true\r\n" + EXPOSED
                + VARY;
    }

    /** Adds what a browser that asks beforehand wants to know. */
    void answerPreflight(HttpHeaders request, Router.Route route, Answer answer) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (origin == null || !(any || isListed(origin)) || !request.contains("access-control-request-method")) {
            return;
        }
        answer.with("Access-Control-Allow-Methods", route.methods())
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Cache-Control, Last-Event-ID"
                                + (route.takesBody() ? ", Content-Type, Idempotency-Key" : ""))
                .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }

    private boolean isListed(String origin) {
        if (origins.contains(origin)) {
            return true;
        }
        String normalized = normalized(origin);
        return normalized != null && origins.contains(normalized);
    }
}
