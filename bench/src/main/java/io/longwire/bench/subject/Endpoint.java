package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A plain-HTTP address of the server under test; {@code {topic}} in it stands for the topic. */
public final class Endpoint {
    private static final String TOPIC = "{topic}";
    /** Passes the URI parser in place of the braces. */
    private static final String TOPIC_MARK = "__topic__";

    private final InetSocketAddress address;
    private final String authority;
    private final String path;

    private Endpoint(InetSocketAddress address, String authority, String path) {
        this.address = address;
        this.authority = authority;
        this.path = path;
    }

    public static Endpoint parse(String url) {
        URI uri;
        try {
            uri = URI.create(url.replace(TOPIC, TOPIC_MARK));
        } catch (IllegalArgumentException e) {
            throw new BenchException("not a URL: " + url, e);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new BenchException("a URL like http://127.0.0.1:5001/sse is needed, not " + url);
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        if (address.isUnresolved()) {
            throw new BenchException("unknown host: " + uri.getHost());
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Endpoint(address, uri.getRawAuthority(), (path + query).replace(TOPIC_MARK, TOPIC));
    }

    /** The same server at another path. */
    public Endpoint sibling(String otherPath) {
        return new Endpoint(address, authority, otherPath);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** What the {@code Host} header says. */
    public String authority() {
        return authority;
    }

    /** Path and query with the topic in the place that the URL gives it. */
    public String path(String topic) {
        return path.replace(TOPIC, URLEncoder.encode(topic, StandardCharsets.UTF_8));
    }

    /** Path and query; a URL without a place for the topic gets a {@code topic} parameter. */
    public String pathOrParameter(String topic) {
        if (path.contains(TOPIC)) {
            return path(topic);
        }
        return path + (path.contains("?") ? "&" : "?") + "topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "http://" + authority + path;
    }
}
