package io.longwire.stream;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a shard must know of the settings.
 *
 * @param heartbeatMillis interval of heartbeats
 * @param idleTimeoutMillis a peer that takes no byte for that long is closed
 * @param maxAgeSeconds a stream so old, or up to a tenth older, is ended; 0 for never
 * @param maxLagBytes a reader further behind, in bytes of the log, meets the policy
 * @param maxRestBytes bytes that the shard may keep of frames which were half sent when the log dropped them
 * @param clock the time of day
 * @param nanoTime a clock that never steps, in ns: {@link System#nanoTime()}
 */
public record ShardSettings(
        int heartbeatMillis,
        int idleTimeoutMillis,
        int maxAgeSeconds,
        long maxLagBytes,
        SlowReaderPolicy slowReader,
        long maxRestBytes,
        InstantSource clock,
        LongSupplier nanoTime) {}
