package io.longwire.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which handler serves which path and method. Paths are compared whole, then, where none is the same, those that end in
 * {@code /*} by what stands before the star, the longest first. {@code HEAD} is served by the handler of {@code GET},
 * {@code OPTIONS} here. Frozen; any thread.
 */
public final class Router {
    private static final String ANY_BELOW = "/*";

    private final Map<String, Route> routes;
    /** By what stands before the star, the longest first. */
    private final List<Map.Entry<String, Route>> prefixes;

    private final Function<HttpHeaders, @Nullable String> guard;
    private final Supplier<Cors> cors;

    private Router(Map<String, Route> routes, Function<HttpHeaders, @Nullable String> guard, Supplier<Cors> cors) {
        this.routes = routes;
        this.prefixes = routes.entrySet().stream()
                .filter(route -> route.getKey().endsWith(ANY_BELOW))
                .map(route ->
                        Map.entry(route.getKey().substring(0, route.getKey().length() - 1), route.getValue()))
                .sorted(Comparator.comparing(route -> -route.getKey().length()))
                .toList();
        this.guard = guard;
        this.cors = cors;
    }

    /** What may be done with one path. */
    static final class Route {
        private final Map<HttpMethod, Entry> entries = new LinkedHashMap<>();

        @Nullable
        Entry entry(HttpMethod method) {
            return entries.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
        }

        /** The value of {@code Allow}. */
        String allowed() {
            return methods() + ", OPTIONS";
        }

        /** What is served, divided by commas. */
        String methods() {
            var text = new StringBuilder();
            for (HttpMethod method : entries.keySet()) {
                text.append(text.isEmpty() ? "" : ", ").append(method);
                if (method.equals(HttpMethod.GET)) {
                    text.append(", HEAD");
                }
            }
            return text.toString();
        }

        boolean takesBody() {
            return entries.values().stream().anyMatch(Entry::takesBody);
        }
    }

    /** @param takesBody whether the handler is called once the head is there, and given the body */
    record Entry(RequestHandler handler, boolean takesBody) {}

    /** The route of a decoded path; null when there is none. */
    @Nullable
    Route route(String path) {
        Route whole = routes.get(path);
        return whole == null && !prefixes.isEmpty() ? below(path) : whole;
    }

    private @Nullable Route below(String path) {
        for (Map.Entry<String, Route> prefix : prefixes) {
            if (path.length() > prefix.getKey().length() && path.startsWith(prefix.getKey())) {
                return prefix.getValue();
            }
        }
        return null;
    }

    /** Why a request is refused (403) whatever its path; null when it is not. */
    @Nullable
    String refuse(HttpHeaders headers) {
        return guard.apply(headers);
    }

    /** Which pages of other origins may read the answers now. */
    Cors cors() {
        return cors.get();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects routes; not for several threads. */
    public static final class Builder {
        private final Map<String, Route> routes = new HashMap<>();
        private Function<HttpHeaders, @Nullable String> guard = headers -> null;
        private Supplier<Cors> cors = () -> Cors.NONE;

        private Builder() {}

        /** {@code GET} and {@code HEAD}. */
        public Builder get(String path, RequestHandler handler) {
            return add(path, HttpMethod.GET, new Entry(handler, false));
        }

        /** {@code POST}; the handler gets the body. */
        public Builder post(String path, RequestHandler handler) {
            return add(path, HttpMethod.POST, new Entry(handler, true));
        }

        /** Asked before every request, after those given before: a text refuses it (403), null lets it pass. */
        public Builder guard(Function<HttpHeaders, @Nullable String> refuse) {
            Function<HttpHeaders, @Nullable String> before = guard;
            guard = headers -> {
                String refusal = before.apply(headers);
                return refusal == null ? refuse.apply(headers) : refusal;
            };
            return this;
        }

        /** Which pages of other origins may read the answers, asked at each; by default none. */
        public Builder cors(Supplier<Cors> allowed) {
            cors = allowed;
            return this;
        }

        /**
         * An embedder's own routes, after all others. Throws {@link IllegalArgumentException} when one is served already.
         */
        public Builder addEmbedded(List<io.longwire.embed.Route> embedded) {
            Set<String> served = Set.copyOf(routes.keySet());
            for (io.longwire.embed.Route route : embedded) {
                if (served.contains(route.path())) {
                    throw new IllegalArgumentException("path '" + route.path() + "' is served by Longwire itself");
                }
                add(
                        route.path(),
                        HttpMethod.valueOf(route.method()),
                        new Entry(new EmbeddedRoute(route), route.takesBody()));
            }
            return this;
        }

        private Builder add(String path, HttpMethod method, Entry entry) {
            if (routes.computeIfAbsent(path, p -> new Route()).entries.putIfAbsent(method, entry) != null) {
                throw new IllegalArgumentException(method + " " + path + " is given twice");
            }
            return this;
        }

        public Router build() {
            return new Router(Map.copyOf(routes), guard, cors);
        }
    }
}
