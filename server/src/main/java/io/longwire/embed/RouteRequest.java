package io.longwire.embed;

import io.longwire.access.RequestView;

/** A request to one of an embedder's own paths, body and all. Immutable; any thread. */
public interface RouteRequest extends RequestView {
    /** The body, whole; empty where there is none. A copy. */
    byte[] body();

    /** The body as UTF-8. */
    String text();
}
