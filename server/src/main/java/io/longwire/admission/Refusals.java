package io.longwire.admission;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of refusals: each is counted by its reason, and gives one line, fit for tools that ban addresses, unless
 * there are too many of them. Any thread; never blocks.
 */
public final class Refusals {
    private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);

    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);
    private final LineBudget budget = new LineBudget(System::nanoTime);

    public Refusals() {
        for (Refusal reason : Refusal.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /**
     * Notes one.
     *
     * @param address of the client; null when it is not known
     * @param limit what was reached; 0 where the reason is no limit
     */
    public void record(Refusal reason, @Nullable InetAddress address, int limit) {
        adder(reason).increment();
        if (budget.take(AddressKey.of(address)) && LOGGER.isWarnEnabled()) {
            LOGGER.warn(line(reason, address, limit));
        }
    }

    /** Keys and their order are part of the surface: operators match them. */
    static String line(Refusal reason, @Nullable InetAddress address, int limit) {
        return "SSE rejected reason=" + reason.wireName() + " address=" + AddressText.of(address) + " limit="
                + (limit > 0 ? String.valueOf(limit) : "-");
    }

    /** Says how many lines were left out since it was last called, if any. To be called every few seconds. */
    public void tellSuppressed() {
        long suppressed = budget.drainSuppressed();
        if (suppressed > 0) {
            LOGGER.warn("SSE rejected suppressed={}", suppressed);
        }
    }

    /** Refusals for this reason since the start. */
    public long count(Refusal reason) {
        return adder(reason).sum();
    }

    /** Refusals since the start. */
    public long total() {
        long total = 0;
        for (LongAdder count : counts.values()) {
            total += count.sum();
        }
        return total;
    }

    private LongAdder adder(Refusal reason) {
        LongAdder adder = counts.get(reason);
        if (adder == null) {
            throw new AssertionError(reason);
        }
        return adder;
    }
}
