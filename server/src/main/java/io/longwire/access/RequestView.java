package io.longwire.access;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as code that is not the server's may see it. Immutable; any thread, also after the answer. */
public interface RequestView {
    /** In capitals, such as {@code GET}. */
    String method();

    /** The path, decoded, without the query. */
    String path();

    /** The first value of a header, whatever the case of {@code name}; null when there is none. */
    @Nullable
    String header(String name);

    /** All values of a header in order, whatever the case of {@code name}; empty when there is none. */
    List<String> headers(String name);

    /** The first value of a field of the query, decoded; null when there is none. */
    @Nullable
    String query(String name);

    /** All values of a field of the query in order, decoded; empty when there is none. */
    List<String> queryAll(String name);

    /** The value of the first cookie of that name, without the quotes around it; null when there is none. */
    default @Nullable String cookie(String name) {
        return Credentials.cookie(this, name);
    }

    /** Who sent it; null for a connection that has no address. */
    @Nullable
    InetAddress clientAddress();

    /**
     * Whether the client came by https, as a proxy in front says in {@code X-Forwarded-Proto}; only one that
     * {@code SSE_TRUSTED_PROXIES} names is believed. The server itself speaks http.
     */
    boolean isSecure();
}
