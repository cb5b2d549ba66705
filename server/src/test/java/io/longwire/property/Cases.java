package io.longwire.property;

import java.util.Random;

/**
 * Runs a check on many random cases, each of a seed of its own. {@code -Dlongwire.cases=N} runs N of each check,
 * {@code -Dlongwire.seed=S} one alone.
 */
public final class Cases {
    private Cases() {}

    /** One case; everything random in it must come from {@code random}. */
    @FunctionalInterface
    public interface Check {
        void run(Random random) throws Exception;
    }

    /** @param count cases unless the command line says otherwise */
    public static void check(int count, Check check) {
        Long only = Long.getLong("longwire.seed");
        if (only != null) {
            run(only, check);
            return;
        }
        long cases = Long.getLong("longwire.cases", count);
        for (long seed = 1; seed <= cases; seed++) {
            run(seed, check);
        }
    }

    private static void run(long seed, Check check) {
        try {
            // Neighbouring seeds of Random begin alike; far ones do not.
            check.run(new Random(seed * 0x9E3779B97F4A7C15L));
        } catch (Exception | AssertionError | StackOverflowError failed) {
            throw new AssertionError("seed " + seed + " (-Dlongwire.seed=" + seed + "): " + failed, failed);
        }
    }
}
