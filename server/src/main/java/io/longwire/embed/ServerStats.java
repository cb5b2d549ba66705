package io.longwire.embed;

/**
 * How a server is doing, in numbers, as of one moment. Immutable.
 *
 * @param connections streams open on sockets
 * @param maxConnections how many there may be
 * @param peakConnections the most there were at once
 * @param acceptedConnections streams let in since the start
 * @param rejectedConnections streams refused for a limit since the start
 * @param subscriptions open subscriptions of this process, which have no socket
 * @param eventsPublished events taken into the log since the start, ends of topics included
 * @param deliveries events written to streams and handed to subscriptions since the start
 * @param bytesDelivered bytes of that
 * @param eventsHeld events that the log holds
 * @param bytesHeld bytes of them
 * @param topics topics that the log remembers
 * @param pendingPublishes batches accepted and not yet in the log
 * @param successRate deliveries made of those due over the last minute, 0 to 1; 1 when none were due
 * @param latencyP50Millis from accepting an event to its delivery, median over the last minute, in milliseconds
 * @param latencyP99Millis the 99th percentile
 * @param draining whether the server is stopping
 */
public record ServerStats(
        int connections,
        int maxConnections,
        int peakConnections,
        long acceptedConnections,
        long rejectedConnections,
        int subscriptions,
        long eventsPublished,
        long deliveries,
        long bytesDelivered,
        long eventsHeld,
        long bytesHeld,
        int topics,
        int pendingPublishes,
        double successRate,
        double latencyP50Millis,
        double latencyP99Millis,
        boolean draining) {}
