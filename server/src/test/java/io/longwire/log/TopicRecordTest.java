package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicRecordTest {
    private static final long FIRST = 1000;

    @Test
    void aNewTopicHasLostWhatItsIndexHasLost() {
        var topic = new TopicRecord("a", FIRST);
        assertThat(topic.watermark()).isEqualTo(FIRST);
        assertThat(topic.tail()).isEqualTo(FIRST);
        assertThat(topic.hasFrames()).isFalse();
        assertThat(topic.idsAfter(0, Long.MAX_VALUE, new long[4])).isZero();
        assertThat(topic.idsBefore(Long.MAX_VALUE, new long[4])).isZero();
    }

    @Test
    void holdsWhatAPlainListHolds() {
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var topic = new TopicRecord("a", FIRST);
            var held = new ArrayList<Long>();
            long tail = FIRST;
            long watermark = FIRST;
            int appendsOf10 = 2 + random.nextInt(7);
            for (int step = 0; step < 1_000; step++) {
                if (random.nextInt(10) < appendsOf10) {
                    tail += 1 + random.nextInt(5);
                    topic.append(tail);
                    held.add(tail);
                } else if (!held.isEmpty()) {
                    watermark = held.remove(0);
                    topic.lose(watermark);
                }
                assertThat(topic.tail()).isEqualTo(tail);
                assertThat(topic.watermark()).isEqualTo(watermark);
                assertThat(topic.hasFrames()).isEqualTo(!held.isEmpty());
                readsLike(held, topic, watermark, random);
            }
        }
    }

    private static void readsLike(List<Long> held, TopicRecord topic, long watermark, Random random) {
        // What lies at or before the watermark is not complete, and readers do not use it.
        long after = watermark + random.nextInt(300);
        long through = after + random.nextInt(600);
        var target = new long[1 + random.nextInt(20)];
        int found = topic.idsAfter(after, through, target);
        assertThat(Arrays.stream(target, 0, found).boxed().toList())
                .isEqualTo(held.stream()
                        .filter(id -> id > after && id <= through)
                        .limit(target.length)
                        .toList());
        int before = topic.idsBefore(through, target);
        var newest = new ArrayList<>(held.stream().filter(id -> id < through).toList());
        java.util.Collections.reverse(newest);
        assertThat(Arrays.stream(target, 0, before).boxed().toList())
                .isEqualTo(newest.stream().limit(target.length).toList());
    }

    @Test
    void whatAReaderFoundStaysWhileTheTopicGrowsAndLoses() {
        var topic = new TopicRecord("a", FIRST);
        var target = new long[8];
        for (long id = FIRST + 1; id <= FIRST + 8; id++) {
            topic.append(id);
        }
        for (long id = FIRST + 1; id <= FIRST + 4; id++) {
            topic.lose(id);
        }
        for (long id = FIRST + 9; id <= FIRST + 30; id++) {
            topic.append(id);
        }
        assertThat(topic.idsAfter(FIRST + 4, Long.MAX_VALUE, target)).isEqualTo(8);
        assertThat(target).containsExactly(1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012);
    }

    @Test
    void aLostTopicKeepsItsTail() {
        var topic = new TopicRecord("a", FIRST);
        topic.append(FIRST + 1);
        topic.lose(FIRST + 1);
        assertThat(topic.tail()).isEqualTo(FIRST + 1);
        assertThat(topic.watermark()).isEqualTo(FIRST + 1);
        assertThat(topic.idsAfter(FIRST, Long.MAX_VALUE, new long[1])).isZero();
    }
}
