package io.longwire.admission;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which refusals may have a line in the log: one of an address every five seconds, and ten of all in a second, so that a
 * flood of refusals is not a flood of lines. Remembers the last address in each of a fixed number of cells; two addresses
 * that share a cell may get a line too many, which the bound on all then holds. Any thread; never blocks.
 */
final class LineBudget {
    static final long NANOS_PER_ADDRESS = 5_000_000_000L;
    static final int PER_SECOND = 10;
    private static final int CELLS = 1024;
    private static final long SECOND = 1_000_000_000L;

    private record Line(AddressKey address, long nanos) {}

    private final LongSupplier clock;
    private final long start;
    private final AtomicReferenceArray<@Nullable Line> lines = new AtomicReferenceArray<>(CELLS);
    /** The second in the upper part, lines in that second in the lower. */
    private final AtomicLong spent = new AtomicLong();

    private final LongAdder suppressed = new LongAdder();

    /** @param clock of {@link System#nanoTime()} */
    LineBudget(LongSupplier clock) {
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** Whether a line about this address may be written now; if not, it counts as suppressed. */
    boolean take(AddressKey address) {
        long now = clock.getAsLong();
        int hash = address.hashCode() * 0x9E3779B9;
        int cell = hash >>> 22;
        Line last = lines.get(cell);
        boolean recent = last != null && last.address.equals(address) && now - last.nanos < NANOS_PER_ADDRESS;
        // Whoever loses the exchange came at the same time as another that got the line.
        if (!recent && takeOne(now) && lines.compareAndSet(cell, last, new Line(address, now))) {
            return true;
        }
        suppressed.increment();
        return false;
    }

    private boolean takeOne(long now) {
        long second = (now - start) / SECOND;
        while (true) {
            long seen = spent.get();
            long count = seen >>> 8 == second ? seen & 0xFF : 0;
            if (count >= PER_SECOND) {
                return false;
            }
            if (spent.compareAndSet(seen, second << 8 | (count + 1))) {
                return true;
            }
        }
    }

    /** How many were suppressed since the last call. */
    long drainSuppressed() {
        return suppressed.sumThenReset();
    }
}
