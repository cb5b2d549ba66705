package io.longwire.summarizer.job;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names of jobs and summaries: 96 bits by chance, which nobody guesses. Any thread. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 12;

    private Ids() {}

    static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
