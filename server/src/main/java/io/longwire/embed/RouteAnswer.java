package io.longwire.embed;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one of an embedder's own paths answers. Checked when made: it cannot break the connection that it goes out on.
 * Immutable; any thread.
 */
public final class RouteAnswer {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\t]*");
    private static final Set<String> THE_SERVERS = Set.of(
            "connection",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;

    private RouteAnswer(int status, String type, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = headers;
    }

    /**
     * An answer.
     *
     * @param status 200 to 599
     * @param type the media type of {@code body}
     * @param body empty where the status has none (204, 205, 304)
     * @throws IllegalArgumentException when one of them is not as it should be
     */
    public static RouteAnswer of(int status, String type, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not 200 to 599");
        }
        if (body.length > 0 && (status == 204 || status == 205 || status == 304)) {
            throw new IllegalArgumentException("status " + status + " has no body");
        }
        checkValue("type", type);
        return new RouteAnswer(status, type, body.clone(), Map.of());
    }

    /** Plain text, as UTF-8. */
    public static RouteAnswer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON that is text already. */
    public static RouteAnswer json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A page. */
    public static RouteAnswer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same with one header more; {@code Cache-Control} takes the place of the server's {@code no-store}.
     *
     * @throws IllegalArgumentException for a name or value that is not as it should be, or a header that is the server's
     */
    public RouteAnswer with(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name.replaceAll("\\p{Cntrl}", "?") + "' is no header's name");
        }
        if (THE_SERVERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the server sets " + name + " itself");
        }
        checkValue(name, value);
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RouteAnswer(status, type, body, more);
    }

    private static void checkValue(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of " + name + " is not printable ASCII");
        }
    }

    /** 200 to 599. */
    public int status() {
        return status;
    }

    /** The media type of the body. */
    public String type() {
        return type;
    }

    /** A copy. */
    public byte[] body() {
        return body.clone();
    }

    /** By name, in the order they were added. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
