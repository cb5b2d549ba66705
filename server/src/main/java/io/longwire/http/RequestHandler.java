package io.longwire.http;

import org.jspecify.annotations.Nullable;

/**
 * Serves the requests of one route. Called on the request's loop; must not block. May answer at once or later, on that
 * loop; may throw {@link RequestException} to answer.
 */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Serves a request whose head has arrived.
     *
     * @return who takes the body; null when the route has no use for one, in which case the body, bounded and thrown
     *     away, was complete before this call
     */
    @Nullable
    BodyConsumer handle(Exchange exchange);
}
