package io.longwire.embed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as a subscriber gets it. Immutable.
 *
 * @param id its id in wire form: the publisher's own where there is one, else the log's; one can resume after it
 * @param type null for an unnamed event
 * @param data the text, its lines divided by line feeds
 * @param topics what it was published to, also those that the subscription does not select
 * @param retryMillis what a browser is told to wait before it reconnects; -1 when the event does not say
 */
public record StreamEvent(String id, @Nullable String type, String data, List<String> topics, int retryMillis) {}
