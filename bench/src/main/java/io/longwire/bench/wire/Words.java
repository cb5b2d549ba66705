package io.longwire.bench.wire;

import java.util.Random;

/**
 * Text that shrinks as the data of real events does: words, of which each event has nine tenths in common with the one
 * before it. Without characters that need escapes in JSON. Stateless; any thread.
 */
public final class Words {
    private static final int VOCABULARY = 400;
    private static final int LONGEST = 9;
    /** One word in so many is the event's own. */
    private static final int OWN = 10;

    private static final String[] WORDS = vocabulary();

    private Words() {}

    private static String[] vocabulary() {
        Random random = new Random(1);
        String[] words = new String[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 2 + random.nextInt(LONGEST - 1); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words[i] = word.toString();
        }
        return words;
    }

    /** Appends {@code length} characters of the text of event {@code sequence}. */
    public static void write(StringBuilder out, long sequence, int length) {
        Random common = new Random(2);
        Random own = new Random(sequence * 0x9E3779B97F4A7C15L);
        int end = out.length() + length;
        while (out.length() < end) {
            int word = common.nextInt(VOCABULARY);
            out.append(WORDS[own.nextInt(OWN) == 0 ? own.nextInt(VOCABULARY) : word])
                    .append(' ');
        }
        out.setLength(end);
    }
}
