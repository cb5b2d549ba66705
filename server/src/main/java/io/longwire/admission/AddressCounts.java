package io.longwire.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How many of something each address holds; remembers only addresses that hold any. Any thread; never blocks. */
final class AddressCounts<C extends AddressCount> {
    private final ConcurrentHashMap<AddressKey, C> counts = new ConcurrentHashMap<>();
    private final Function<AddressKey, C> maker;

    AddressCounts(Function<AddressKey, C> maker) {
        this.maker = maker;
    }

    /**
     * Takes one for the address; null when it holds {@code limit} already.
     *
     * @param limit 0 for none
     */
    @Nullable
    C take(AddressKey key, int limit) {
        while (true) {
            C count = counts.computeIfAbsent(key, maker);
            int open = count.open.get();
            if (open < 0) {
                counts.remove(key, count); // its last one is just given back
            } else if (limit > 0 && open >= limit) {
                return null;
            } else if (count.open.compareAndSet(open, open + 1)) {
                return count;
            }
        }
    }

    /** Gives one back. */
    void giveBack(C count) {
        if (count.open.decrementAndGet() == 0 && count.open.compareAndSet(0, -1)) {
            counts.remove(count.key(), count);
        }
    }
}
