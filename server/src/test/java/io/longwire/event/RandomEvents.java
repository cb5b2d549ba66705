package io.longwire.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes events of every shape that is allowed, of text that trips parsers up. */
public final class RandomEvents {
    private RandomEvents() {}

    /** An event with data, of one topic. */
    public static Event make(Random random) {
        return make(random, List.of("a"), false);
    }

    /** An event of several topics, which it may end, with or without data. */
    public static Event ofAnyKind(Random random) {
        var topics = new ArrayList<String>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            topics.add(List.of("a", "jobs/7", "é 😀", "a b/c&d=e%+", "\"q\"\\").get(random.nextInt(5)));
        }
        return make(random, topics, random.nextInt(8) == 0);
    }

    private static Event make(Random random, List<String> topics, boolean end) {
        while (true) {
            @Nullable String type = random.nextBoolean() ? null : OddText.make(random, 4);
            @Nullable String id = random.nextBoolean() ? null : OddText.make(random, 4);
            @Nullable String data = end && random.nextBoolean() ? null : OddText.make(random, 12);
            int retry = random.nextBoolean() ? -1 : random.nextInt(100_000);
            try {
                return new Event(topics, type, data, id, retry, end);
            } catch (InvalidEventException notThisOne) {
                // The next one may be allowed.
            }
        }
    }
}
