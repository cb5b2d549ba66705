package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longwire.event.Event;
import io.longwire.event.EventEncoder;
import io.longwire.event.EventId;
import io.longwire.event.FrameAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final int BOUND = 16_384;
    private static final int SEGMENT = BOUND / 16;

    @Test
    void anEmptyLogStandsAtItsFirstId() {
        try (var test = new TestLog(BOUND)) {
            LogView view = test.log.view();
            assertThat(view.headId()).isEqualTo(view.floorId()).isEqualTo(EventId.of(TestLog.START, 0));
            assertThat(view.events()).isZero();
            assertThat(view.bytes()).isZero();
            assertThat(view.oldestId()).isZero();
            assertThat(test.data(TestLog.select("**"), view.headId())).isEmpty();
        }
    }

    @Test
    void nothingIsSeenBeforeItIsPublished() {
        try (var test = new TestLog(BOUND)) {
            LogView before = test.log.view();
            test.log.append(List.of(EncodedEvent.of(Event.of("a", null, "x"))), 0);
            assertThat(test.log.view()).isSameAs(before);
            test.log.publish();
            assertThat(test.data(TestLog.select("a"), before.headId())).containsExactly("x");
        }
    }

    @Test
    void idsGrowThoughTheClockStepsBack() {
        try (var test = new TestLog(BOUND)) {
            long first = test.appendOne("a", "1");
            test.millis.addAndGet(-5_000);
            long second = test.appendOne("a", "2");
            assertThat(second).isEqualTo(first + 1);
            test.millis.addAndGet(10_000);
            assertThat(EventId.millis(test.appendOne("a", "3"))).isEqualTo(TestLog.START + 5_000);
        }
    }

    @Test
    void whoReadsInTheNewestSegmentFindsTheNextThoughABatchDroppedAllThereWas() {
        try (var test = new TestLog(BOUND)) {
            test.appendOne("a", "x".repeat(BOUND / 3));
            Segment old = test.log.view().last();
            assertThat(old).isNotNull();
            // Each frame takes a little more than half a segment, so the batch needs ten.
            test.append(IntStream.range(0, 10)
                    .mapToObj(i -> Event.of("a", null, "x".repeat(SEGMENT / 2)))
                    .toList());
            assertThat(test.log.view().firstSegment()).isGreaterThan(old.number());
            assertThat(old.next()).isSameAs(test.log.view().first());
        }
    }

    @Test
    void theViewCountsWhatIsHeld() {
        try (var test = new TestLog(BOUND)) {
            var random = new Random(61);
            long offset = 0;
            for (int i = 0; i < 2_000; i++) {
                test.append(Event.of("a", null, "x".repeat(random.nextInt(300))));
                LogView view = test.log.view();
                long events = 0;
                long bytes = 0;
                for (Segment s = view.first(); s != null; s = view.after(s)) {
                    events += view.rows(s);
                    bytes += s.end(view.rows(s) - 1);
                }
                assertThat(view.events()).isEqualTo(events);
                assertThat(view.bytes()).isEqualTo(bytes);
                assertThat(view.endOffset()).isGreaterThan(offset);
                assertThat(view.oldestId()).isEqualTo(view.floorId() + 1);
                offset = view.endOffset();
            }
        }
    }

    @Test
    void anEndHasItsOwnIdAndClosesItsTopicOnly() {
        try (var test = new TestLog(BOUND)) {
            long start = test.log.view().headId();
            long[] ids = test.append(
                    Event.of("a", null, "1"),
                    new Event(List.of("a", "b"), "done", "2", null, -1, true),
                    Event.of("c", null, "3"));
            assertThat(ids).containsExactly(ids[0], ids[0] + 1, ids[0] + 4);
            assertThat(test.data(TestLog.select("**"), start))
                    .containsExactly("1", "2", "{\"topic\":\"a\"}", "{\"topic\":\"b\"}", "3");
            assertThat(test.data(TestLog.select("b"), start)).containsExactly("2", "{\"topic\":\"b\"}");
            assertThat(test.read(TestLog.ofType("other", "a"), start))
                    .singleElement()
                    .satisfies(end -> {
                        assertThat(end.type()).isEqualTo("end");
                        assertThat(end.lastEventId()).isEqualTo(EventId.render(ids[1] + 1, TestLog.TAG));
                    });
        }
    }

    @Test
    void nothingOfABatchIsAppendedWhenOneOfItsTopicsHasEnded() {
        try (var test = new TestLog(BOUND)) {
            test.append(TestLog.end("a"));
            refusedWhole(test, AppendException.Reason.TOPIC_ENDED, Event.of("b", null, "1"), Event.of("a", null, "2"));
            refusedWhole(test, AppendException.Reason.TOPIC_ENDED, Event.of("b", null, "1"), TestLog.end("a"));
            refusedWhole(
                    test, AppendException.Reason.TOPIC_ENDED, TestLog.end("c"), Event.of("c", null, "after its end"));
            refusedWhole(test, AppendException.Reason.TOPIC_ENDED, TestLog.end("c"), TestLog.end("c"));
            assertThat(test.appendOne("c", "still open")).isPositive();
        }
    }

    @Test
    void nothingOfABatchIsAppendedWhenItIsTooLarge() {
        try (var test = new TestLog(BOUND)) {
            var batch = new Event[10];
            java.util.Arrays.fill(batch, Event.of("a", null, "x".repeat((int) test.log.maxAppendBytes() / 10)));
            refusedWhole(test, AppendException.Reason.TOO_LARGE, batch);
            refusedWhole(test, AppendException.Reason.TOO_LARGE, Event.of("a", null, "x".repeat((int)
                            test.log.maxAppendBytes())));
            assertThat(test.appendOne("a", "fits")).isPositive();
        }
    }

    /** One append is atomic. Fits by {@link EventLog#maxAppendBytes()}, and drops the segment it began in. */
    @Test
    void aBatchThatNeedsNearlyAllSegmentsIsAppendedWhole() {
        for (int held : new int[] {1, SEGMENT, BOUND * 3 / 8 - 100}) {
            appendsNearlyAllSegmentsAfter(held);
        }
    }

    /** @param held data of the one event that the log holds before */
    private static void appendsNearlyAllSegmentsAfter(int held) {
        try (var test = new TestLog(BOUND)) {
            test.appendOne("old", "x".repeat(held));
            Event small = Event.of("a", null, "");
            Event full = Event.of("a", null, "x".repeat(dataOfFrame(SEGMENT)));
            var batch = new ArrayList<>(List.of(small));
            int pair = frameLength(small) + frameLength(full);
            for (int bytes = pair + 100; bytes < test.log.maxAppendBytes(); bytes += pair) {
                batch.add(full);
                batch.add(small);
            }
            appendedWhole(test, batch);
        }
    }

    @Test
    void anyBatchIsAppendedWholeOrIsTooLarge() {
        int whole = 0;
        int large = 0;
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            try (var test = new TestLog(BOUND)) {
                for (int batches = 0; batches < 4; batches++) {
                    var batch = new ArrayList<Event>();
                    int longest = 1
                            + random.nextInt(random.nextInt(4) == 0 ? (int) test.log.maxAppendBytes() : SEGMENT + 100);
                    long bytes = 0;
                    boolean fillsSegments = random.nextInt(3) == 0;
                    for (int left = 1 + random.nextInt(30); left > 0 && bytes < test.log.maxAppendBytes(); left--) {
                        int size = fillsSegments ? dataOfFrame(SEGMENT) - random.nextInt(60) : random.nextInt(longest);
                        Event event = Event.of("a", null, "x".repeat(random.nextBoolean() ? 0 : size));
                        batch.add(event);
                        bytes += frameLength(event);
                    }
                    // An id has one to three digits after the milliseconds here.
                    if (bytes <= test.log.maxAppendBytes()) {
                        whole++;
                        appendedWhole(test, batch);
                    } else if (bytes - batch.size() * 2L > test.log.maxAppendBytes()) {
                        large++;
                        refusedWhole(test, AppendException.Reason.TOO_LARGE, batch.toArray(new Event[0]));
                    }
                }
            }
        }
        assertThat(whole).isGreaterThan(200);
        assertThat(large).isGreaterThan(200);
    }

    private static void appendedWhole(TestLog test, List<Event> batch) {
        long head = test.log.view().headId();
        long[] ids = test.append(batch);
        assertThat(ids[0]).isGreaterThan(head);
        assertThat(ids[ids.length - 1]).isEqualTo(ids[0] + batch.size() - 1);
        assertThat(test.data(TestLog.select("a"), head))
                .isEqualTo(batch.stream().map(Event::data).toList());
    }

    private static void refusedWhole(TestLog test, AppendException.Reason reason, Event... batch) {
        LogView before = test.log.view();
        var refused = catchThrowableOfType(AppendException.class, () -> test.append(batch));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        test.log.publish();
        assertThat(test.log.view().headId()).isEqualTo(before.headId());
        assertThat(test.log.view().events()).isEqualTo(before.events());
    }

    private static int frameLength(Event event) {
        return new FrameAssembler(TestLog.TAG).prepare(EventEncoder.encode(event), EventId.of(TestLog.START, 999));
    }

    /** How much data makes a frame of {@code length} bytes. */
    private static int dataOfFrame(int length) {
        return length - frameLength(Event.of("a", null, "x".repeat(length - 100))) + length - 100;
    }
}
