package io.longwire.admission;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many streams there may be, of one address and in all. The only counters that loops share, so they are touched when
 * a stream opens and when it closes, never in between. Any thread; never blocks.
 */
public final class ConnectionLimits {
    private final int max;
    private final int perAddress;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final LongAdder admitted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final ConcurrentHashMap<AddressKey, AddressSlot> slots = new ConcurrentHashMap<>();

    /**
     * @param max streams in all
     * @param perAddress streams of one IPv4 address or one IPv6 /64; 0 for no limit
     */
    public ConnectionLimits(int max, int perAddress) {
        this.max = max;
        this.perAddress = perAddress;
    }

    /** Takes a place for a stream of {@code address}; null when a limit is reached, which is counted. */
    public @Nullable AddressSlot admit(@Nullable InetAddress address) {
        int now = active.incrementAndGet();
        if (now <= max) {
            AddressSlot slot = take(AddressKey.of(address));
            if (slot != null) {
                admitted.increment();
                peak.accumulateAndGet(now, Math::max);
                return slot;
            }
        }
        active.decrementAndGet();
        rejected.increment();
        return null;
    }

    private @Nullable AddressSlot take(AddressKey key) {
        while (true) {
            AddressSlot slot = slots.computeIfAbsent(key, k -> new AddressSlot(this, k));
            int open = slot.open.get();
            if (open < 0) {
                slots.remove(key, slot); // its last stream is just leaving
            } else if (perAddress > 0 && open >= perAddress) {
                return null;
            } else if (slot.open.compareAndSet(open, open + 1)) {
                return slot;
            }
        }
    }

    void release(AddressSlot slot) {
        if (slot.open.decrementAndGet() == 0 && slot.open.compareAndSet(0, -1)) {
            slots.remove(slot.key(), slot);
        }
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

    /** Streams refused since the start. */
    public long rejected() {
        return rejected.sum();
    }
}
