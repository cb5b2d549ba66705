package io.longwire.admission;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one address holds of the limits: one object per address, shared by all its streams. A stream that was admitted
 * gives its place back once, with {@link #release()}, whatever its end. Any thread; never blocks.
 */
public final class AddressSlot {
    private final ConnectionLimits limits;
    private final AddressKey key;
    /** Streams of this address; -1 once the object has left the table, so that nobody counts on it. */
    final AtomicInteger open = new AtomicInteger();

    AddressSlot(ConnectionLimits limits, AddressKey key) {
        this.limits = limits;
        this.key = key;
    }

    /** Gives one stream's place back, of this address and of the whole. To be called exactly once per admission. */
    public void release() {
        limits.release(this);
    }

    /** The address, for logs and listings: an IPv4 address, or an IPv6 /64. */
    public String text() {
        return key.text();
    }

    AddressKey key() {
        return key;
    }
}
