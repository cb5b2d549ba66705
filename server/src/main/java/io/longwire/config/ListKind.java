package io.longwire.config;

import io.longwire.admission.TrustedProxies;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Selector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts divided by commas, as a {@link List}; empty for none. Each text must have the form that the kind asks for. */
sealed interface ListKind extends Kind {
    /** One text in the form in which it is kept; null when it is not allowed. */
    @Nullable
    String element(String text);

    @Override
    default @Nullable Object parse(String text) {
        var elements = new ArrayList<String>();
        for (String part : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
            if (!part.isEmpty()) {
                String element = element(part);
                if (element == null) {
                    return null;
                }
                elements.add(element);
            }
        }
        return List.copyOf(elements);
    }

    @Override
    default String show(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : "";
    }

    /** Keys of access; never shown. */
    record Keys() implements ListKind {
        /** What an Authorization header and a cookie can both carry. */
        @Override
        public @Nullable String element(String text) {
            return text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';' && c != '"' && c != '\\') ? text : null;
        }

        @Override
        public String allowed() {
            return "comma-separated keys of visible ASCII without ; \" \\ and spaces";
        }

        @Override
        public String range() {
            return "visible ASCII without ; \" \\";
        }

        @Override
        public String show(Object value) {
            int keys = value instanceof List<?> list ? list.size() : 0;
            return keys == 0 ? "" : keys == 1 ? "(1 key, hidden)" : "(" + keys + " keys, hidden)";
        }

        @Override
        public boolean isSecret() {
            return true;
        }
    }

    /** Topics and patterns. */
    record Selectors() implements ListKind {
        @Override
        public @Nullable String element(String text) {
            try {
                return Selector.parse(text).isReserved() ? null : text;
            } catch (InvalidEventException invalid) {
                return null;
            }
        }

        @Override
        public String allowed() {
            return "comma-separated topics and patterns such as broadcast,public/** (no segment empty; * for a whole"
                    + " segment, ** for the rest as the last one; none under longwire/, which is the server's own)";
        }

        @Override
        public String range() {
            return "topics and patterns";
        }
    }

    /** Proxies: addresses, networks and words for some of them. */
    record Networks() implements ListKind {
        @Override
        public @Nullable String element(String text) {
            return TrustedProxies.isEntry(text) ? text.toLowerCase(Locale.ROOT) : null;
        }

        @Override
        public String allowed() {
            return "comma-separated addresses and networks such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32,"
                    + " and the words loopback and private";
        }

        @Override
        public String range() {
            return "addresses, networks, loopback, private";
        }
    }

    /** Content codings, or none at all. */
    record Codings() implements ListKind {
        private static final List<String> CODINGS = List.of("gzip", "identity");

        @Override
        public @Nullable Object parse(String text) {
            Object parsed = ListKind.super.parse(text);
            return parsed instanceof List<?> list
                            && (list.isEmpty() || Set.copyOf(list).size() < list.size())
                    ? null
                    : parsed;
        }

        @Override
        public @Nullable String element(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            return CODINGS.contains(word) ? word : null;
        }

        @Override
        public String allowed() {
            return "comma-separated codings in order of preference, each once: " + range();
        }

        @Override
        public String range() {
            return String.join(", ", CODINGS);
        }
    }

    /** Web origins as browsers send them: lower case, without the scheme's own port. Or {@code *} or {@code off}, alone. */
    record Origins() implements ListKind {
        private static final Set<String> ALONE = Set.of("*", "off");

        @Override
        public @Nullable Object parse(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            return ALONE.contains(word) ? List.of(word) : ListKind.super.parse(text);
        }

        @Override
        public @Nullable String element(String text) {
            try {
                var uri = new URI(text.toLowerCase(Locale.ROOT));
                String scheme = uri.getScheme();
                String host = uri.getHost();
                if (scheme == null || host == null) {
                    return null;
                }
                int port = uri.getPort();
                if (port == 0 || port > 65535 || !text.equalsIgnoreCase(origin(scheme, host, port))) {
                    return null; // has a path, a user, or more
                }
                boolean own = (scheme.equals("https") && port == 443) || (scheme.equals("http") && port == 80);
                return origin(scheme, host, own ? -1 : port);
            } catch (URISyntaxException invalid) {
                return null;
            }
        }

        private static String origin(String scheme, String host, int port) {
            return scheme + "://" + host + (port < 0 ? "" : ":" + port);
        }

        @Override
        public String allowed() {
            return "off, *, or comma-separated origins such as https://example.com or http://localhost:3000, without a"
                    + " path";
        }

        @Override
        public String range() {
            return "off, *, origins";
        }
    }
}
