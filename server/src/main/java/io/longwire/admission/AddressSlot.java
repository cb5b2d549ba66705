package io.longwire.admission;

/**
 * What one address holds of the limits: one object per address, shared by all its streams. A stream that was admitted
 * gives its place back once, with {@link #release()}, whatever its end. Any thread; never blocks.
 */
public final class AddressSlot extends AddressCount implements Admission {
    private final ConnectionLimits limits;

    AddressSlot(ConnectionLimits limits, AddressKey key) {
        super(key);
        this.limits = limits;
    }

    /** Gives one stream's place back, of this address and of the whole. To be called exactly once per admission. */
    public void release() {
        limits.release(this);
    }

    /** The address, for logs and listings: an IPv4 address, or an IPv6 /64. */
    public String text() {
        return key().text();
    }
}
