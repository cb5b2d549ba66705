package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The log's memory: not freed while somebody may read it, freed afterwards, never more than its bound. */
class ReadFencesTest {
    private static final int BOUND = 16_384;
    private static final List<Event> EVENT = List.of(Event.of("a", null, "x".repeat(200)));

    private final long before = Memory.allocatedBytes();

    private long allocated() {
        return Memory.allocatedBytes() - before;
    }

    @Test
    void theLowestFenceCounts() {
        var fences = new ReadFences(3);
        assertThat(fences.lowest()).isEqualTo(ReadFences.AWAY);
        fences.enter(1);
        assertThat(fences.lowest()).isZero();
        fences.passed(1, 7);
        fences.enter(0);
        fences.passed(0, 9);
        assertThat(fences.lowest()).isEqualTo(7);
        fences.leave(1);
        assertThat(fences.lowest()).isEqualTo(9);
        fences.leave(0);
        assertThat(fences.lowest()).isEqualTo(ReadFences.AWAY);
        assertThat(new ReadFences(0).lowest()).isEqualTo(ReadFences.AWAY);
    }

    @Test
    void aSegmentStaysWhileAReadersFenceIsAtOrBelowIt() {
        for (boolean leaves : new boolean[] {false, true}) {
            try (var test = new TestLog(BOUND)) {
                test.append(EVENT);
                test.fences.enter(0);
                LogView view = test.log.view();
                test.fences.passed(0, view.firstSegment());
                Segment oldest = view.first();
                assertThat(oldest).isNotNull();
                byte[] frame = TestLog.bytes(oldest, 0);
                fillUntilReadersHoldUpTheLog(test);
                assertThat(test.log.view().firstSegment()).as("dropped").isGreaterThan(oldest.number());
                assertThat(TestLog.bytes(oldest, 0)).isEqualTo(frame);
                long held = allocated();
                assertThat(held).isLessThanOrEqualTo(BOUND);

                if (leaves) {
                    test.fences.leave(0);
                } else {
                    test.fences.passed(0, test.log.view().firstSegment());
                }
                test.log.publish();
                assertThat(allocated()).isLessThan(held);
                assertThat(test.tryAppend(EVENT)).isNotNull();
            }
            assertThat(allocated()).isZero();
        }
    }

    @Test
    void memoryIsWhatViewAndFencesSayAndNeverMoreThanTheBound() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            int bound = BOUND + random.nextInt(1000);
            try (var test = new TestLog(bound)) {
                var capacities = new TreeMap<Long, Integer>();
                var fences = new long[3];
                Arrays.fill(fences, ReadFences.AWAY);
                for (int step = 0; step < 1_000; step++) {
                    moveOneFence(test, fences, random);
                    int size = random.nextInt(random.nextInt(20) == 0 ? (int) test.log.maxAppendBytes() - 100 : 400);
                    test.tryAppend(List.of(Event.of("a", null, "x".repeat(size))));
                    LogView view = test.log.view();
                    for (Segment s = view.first(); s != null; s = view.after(s)) {
                        capacities.putIfAbsent(s.number(), s.capacity());
                    }
                    long from = Math.min(
                            view.firstSegment(), Arrays.stream(fences).min().getAsLong());
                    assertThat(allocated())
                            .isEqualTo(capacities.tailMap(from).values().stream()
                                    .mapToLong(Integer::intValue)
                                    .sum())
                            .isLessThanOrEqualTo(bound);
                }
            }
            assertThat(allocated()).isZero();
        }
    }

    private static void moveOneFence(TestLog test, long[] fences, Random random) {
        int reader = random.nextInt(fences.length);
        if (random.nextInt(3) == 0) {
            test.fences.leave(reader);
            fences[reader] = ReadFences.AWAY;
        } else {
            if (fences[reader] == ReadFences.AWAY) {
                test.fences.enter(reader);
            }
            fences[reader] = test.log.view().firstSegment();
            test.fences.passed(reader, fences[reader]);
        }
    }

    @Test
    void closeFreesWhatWasDroppedToo() {
        try (var test = new TestLog(BOUND)) {
            test.fences.enter(0);
            fillUntilReadersHoldUpTheLog(test);
            assertThat(allocated()).isGreaterThan(BOUND * 7L / 8);
        }
        assertThat(allocated()).isZero();
    }

    private static void fillUntilReadersHoldUpTheLog(TestLog test) {
        for (int i = 0; i < BOUND; i++) {
            if (test.tryAppend(EVENT) == null) {
                return;
            }
        }
        throw new AssertionError("nothing holds the log up");
    }

    @Test
    void memoryIsFreedOnce() {
        var memory = new Memory(100);
        assertThat(allocated()).isEqualTo(100);
        memory.free();
        memory.free();
        assertThat(allocated()).isZero();
    }
}
