package io.longwire.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many streams there may be, of one address and in all. The only counters that loops share, so they are touched when
 * a stream opens and when it closes, never in between. Any thread; never blocks.
 */
public final class ConnectionLimits {
    private static final TrustedProxies NOBODY = TrustedProxies.of(List.of());

    private volatile int max;
    private volatile int perAddress;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder admitted = new LongAdder();
    private final Refusals refusals;
    private final HiddenClients hiddenClients;
    private final Descriptors descriptors;
    private final AddressCounts<AddressSlot> slots = new AddressCounts<>(key -> new AddressSlot(this, key));

    /** With a record of refusals of its own. */
    public ConnectionLimits(int max, int perAddress) {
        this(max, perAddress, () -> NOBODY, new Refusals(), new Descriptors(0));
    }

    /**
     * @param max streams in all
     * @param perAddress streams of one IPv4 address or one IPv6 /64; 0 for no limit
     * @param trusted the proxies whose word for the client's address counts now
     */
    public ConnectionLimits(
            int max, int perAddress, Supplier<TrustedProxies> trusted, Refusals refusals, Descriptors descriptors) {
        this.max = max;
        this.perAddress = perAddress;
        this.refusals = refusals;
        this.descriptors = descriptors;
        this.hiddenClients = new HiddenClients(trusted, System::nanoTime);
    }

    /** Sets new limits, as at first. They meet newcomers alone: who holds a place keeps it. */
    public void change(int newMax, int newPerAddress) {
        max = newMax;
        perAddress = newPerAddress;
    }

    /** Takes a place for a stream of {@code address}, or says why there is none, which is recorded. */
    public Admission admit(@Nullable InetAddress address) {
        if (descriptors.haveRunOut()) {
            return refuse(Refusal.DESCRIPTORS, address, 0);
        }
        int now = active.incrementAndGet();
        if (now > max) {
            active.decrementAndGet();
            return refuse(Refusal.MAX_CONNECTIONS, address, max);
        }
        AddressSlot slot = slots.take(AddressKey.of(address), perAddress);
        if (slot == null) {
            active.decrementAndGet();
            if (address != null) {
                hiddenClients.refused(address, perAddress);
            }
            return refuse(Refusal.PER_IP, address, perAddress);
        }
        admitted.increment();
        peak.accumulateAndGet(now, Math::max);
        if (address != null) {
            hiddenClients.admitted(address, slot.open.get(), now);
        }
        return slot;
    }

    /** Records that a stream was refused because the server is stopping. */
    public Refusal refuseDraining(@Nullable InetAddress address) {
        return refuse(Refusal.DRAINING, address, 0);
    }

    private Refusal refuse(Refusal reason, @Nullable InetAddress address, int limit) {
        refusals.record(reason, address, limit);
        return reason;
    }

    void release(AddressSlot slot) {
        slots.giveBack(slot);
        active.decrementAndGet();
    }

    /** Streams that hold a place now. */
    public int active() {
        return active.get();
    }

    public int max() {
        return max;
    }

    /** 0 for no limit. */
    public int perAddress() {
        return perAddress;
    }

    /** The most streams there were at once. */
    public int peak() {
        return peak.get();
    }

    /** Streams admitted since the start. */
    public long admitted() {
        return admitted.sum();
    }

    /** Whether the process has them to spare. */
    public Descriptors descriptors() {
        return descriptors;
    }

    /** Who was refused, and why. */
    public Refusals refusals() {
        return refusals;
    }
}
