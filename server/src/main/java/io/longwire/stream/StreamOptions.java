package io.longwire.stream;

import io.longwire.event.Selection;

/**
 * What a stream asked for. Streams with equal options are written together.
 *
 * @param chunked whether frames go out as HTTP/1.1 chunks; otherwise their inner slices, to the end of the connection
 */
public record StreamOptions(Selection selection, boolean chunked, HeartbeatForm heartbeat) {}
