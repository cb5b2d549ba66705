package io.longwire.http;

import java.time.Duration;

/**
 * How long a peer may take.
 *
 * @param request for a request's whole head, then for its whole body
 * @param streamedBody for the next piece of a body that is served as it arrives
 * @param keepAlive between two requests
 */
public record HttpTimeouts(Duration request, Duration streamedBody, Duration keepAlive) {
    Duration shortest() {
        return request.compareTo(keepAlive) < 0 ? request : keepAlive;
    }
}
