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

    /** Who sent it; null for a connection that has no address. */
    @Nullable
    InetAddress clientAddress();
}
