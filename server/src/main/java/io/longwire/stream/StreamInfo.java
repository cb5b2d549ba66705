package io.longwire.stream;

import io.longwire.event.Selection;

/**
 * One open stream as it was at the moment of a listing. Immutable.
 *
 * @param number for {@link ConnectionIds#render}
 * @param address the client's: an IPv4 address, or an IPv6 /64
 * @param openedMillis when it was opened, Unix time in ms, to the second
 * @param lastActivityMillis when bytes were last written to it, Unix time in ms
 * @param heartbeat how it is kept alive
 * @param position the id up to which everything that matches was written
 * @param bytesBehind bytes of the log between what it was written and the head; 0 when it is level
 * @param events events written whole
 * @param bytes bytes that its socket took, without the head and the first events
 */
public record StreamInfo(
        int number,
        String address,
        long openedMillis,
        long lastActivityMillis,
        Selection selection,
        HeartbeatForm heartbeat,
        long position,
        long bytesBehind,
        long events,
        long bytes) {}
