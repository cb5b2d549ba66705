package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longwire.event.Event;
import io.longwire.event.EventId;
import io.longwire.event.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicIndexTest {
    @Test
    void neverSaysCompleteWhereSomethingWasLost() {
        int forgotten = 0;
        for (int seed = 0; seed < 16; seed++) {
            var random = new Random(seed);
            int limit = 5 + random.nextInt(200);
            try (var test = new TestLog(4096, limit)) {
                Map<String, List<Long>> published = new HashMap<>();
                for (int step = 0; step < 400; step++) {
                    String topic = "t/" + random.nextInt(limit * 2);
                    try {
                        long id = test.appendOne(topic, "x".repeat(random.nextInt(100)));
                        published.computeIfAbsent(topic, t -> new ArrayList<>()).add(id);
                    } catch (AppendException full) {
                        assertThat(full.reason()).isEqualTo(AppendException.Reason.TOO_MANY_TOPICS);
                        assertThat(test.log.topics().records()).allMatch(TopicRecord::hasFrames);
                    }
                    assertThat(test.log.topics().size())
                            .isEqualTo(test.log.topics().records().size())
                            .isLessThanOrEqualTo(limit);
                    neverFalselyComplete(test, published);
                }
                forgotten += published.size() - test.log.topics().size();
            }
        }
        assertThat(forgotten).isGreaterThan(200);
    }

    private static void neverFalselyComplete(TestLog test, Map<String, List<Long>> published) {
        TopicIndex topics = test.log.topics();
        long floor = test.log.view().floorId();
        long newestLost = 0;
        for (Map.Entry<String, List<Long>> entry : published.entrySet()) {
            long lost = entry.getValue().stream().filter(id -> id <= floor).reduce(0L, Math::max);
            newestLost = Math.max(newestLost, lost);
            TopicRecord record = topics.get(entry.getKey());
            assertThat(topics.watermark(entry.getKey())).isGreaterThanOrEqualTo(lost);
            if (record == null) {
                assertThat(topics.forgottenWatermark()).isGreaterThanOrEqualTo(lost);
            }
        }
        assertThat(topics.watermark(TestLog.select("t/*"))).isGreaterThanOrEqualTo(newestLost);
        assertThat(topics.forgottenWatermark())
                .as("no higher than what was lost")
                .isLessThanOrEqualTo(Math.max(floor, test.log.firstId()));
    }

    @Test
    void forgetsNothingWhileThereIsRoom() {
        try (var test = new TestLog(4096, 3)) {
            test.appendOne("a", "1");
            test.fill("b", 20);
            test.appendOne("c", "1");
            assertThat(test.log.topics().get("a")).isNotNull();
            assertThat(test.log.topics().forgottenWatermark()).isEqualTo(test.log.firstId());
        }
    }

    @Test
    void forgetsTheTopicThatLostItsLastFrameFirst() {
        try (var test = new TestLog(4096, 3)) {
            long idOfA = test.appendOne("a", "1");
            test.appendOne("b", "1");
            test.fill("loud", 20);
            TopicRecord a = test.log.topics().get("a");
            test.appendOne("fresh", "1");
            assertThat(test.log.topics().get("a")).isNull();
            assertThat(test.log.topics().get("b")).isNotNull();
            assertThat(test.log.topics().forgottenWatermark()).isEqualTo(idOfA);
            assertThat(a).isNotNull();
            assertThat(a.isForgotten()).isTrue();
        }
    }

    /** TopicIndex: "the one that lost its last frame first … the coarse watermark is as low as it can be". */
    @Test
    void aTopicThatWasBusyAgainIsNotForgottenBeforeOneThatWasNot() {
        try (var test = new TestLog(4096, 3)) {
            test.appendOne("a", "1");
            long idOfB = test.appendOne("b", "1");
            test.fill("loud", 20);
            test.appendOne("a", "again, and lost again, later than b");
            test.fill("loud", 20);
            test.appendOne("fresh", "1");
            assertThat(test.log.topics().get("b")).isNull();
            assertThat(test.log.topics().forgottenWatermark()).isEqualTo(idOfB);
        }
    }

    @Test
    void aTopicThatWasBusyAgainIsForgottenWhereNoOtherCanBe() {
        try (var test = new TestLog(4096, 2)) {
            test.appendOne("a", "1");
            test.fill("loud", 20);
            test.appendOne("a", "again");
            test.fill("loud", 20);
            assertThat(test.appendOne("fresh", "1")).isPositive();
            assertThat(test.log.topics().get("a")).isNull();
        }
    }

    @Test
    void aForgottenTopicIsResyncedAndOthersAreNot() {
        try (var test = new TestLog(4096, 3)) {
            test.appendOne("a", "1");
            long asked = test.appendOne("b", "1");
            test.fill("loud", 20);
            test.appendOne("fresh", "1");
            String old = EventId.render(test.log.firstId(), TestLog.TAG);
            assertThat(resync(test, old, TestLog.select("a"))).isEqualTo(ResyncReason.FORGOTTEN);
            String id = EventId.render(asked, TestLog.TAG);
            assertThat(resync(test, id, TestLog.select("a"))).isNull();
            assertThat(resync(test, id, TestLog.select("b"))).isNull();
            assertThat(resync(test, id, TestLog.select("loud"))).isEqualTo(ResyncReason.OVERRUN);
        }
    }

    @Test
    void whatWasLostBeforeATopicsRecordIsToldAsForgotten() {
        try (var test = new TestLog(4096, 3)) {
            test.appendOne("a", "1");
            test.appendOne("b", "1");
            test.fill("loud", 20);
            test.appendOne("f/fresh", "may have been published to before a was forgotten");
            test.appendOne("next", "has b forgotten too");
            assertThat(test.log.topics().watermark("f/fresh"))
                    .isLessThan(test.log.topics().forgottenWatermark());
            String old = EventId.render(test.log.firstId(), TestLog.TAG);
            for (String selector : List.of("f/fresh", "next", "f/*")) {
                assertThat(resync(test, old, TestLog.select(selector))).isEqualTo(ResyncReason.FORGOTTEN);
            }
            assertThat(resync(test, old, TestLog.select("f/fresh", "loud"))).isEqualTo(ResyncReason.OVERRUN);
            test.fill("loud", 20);
            assertThat(resync(test, old, TestLog.select("f/fresh"))).isEqualTo(ResyncReason.OVERRUN);
        }
    }

    @Test
    void aLossThatAForgottenTopicSharedIsStillALoss() {
        try (var test = new TestLog(4096, 3)) {
            test.append(new Event(List.of("a", "b"), null, "1", null, -1, false));
            test.fill("loud", 20);
            test.appendOne("fresh", "1");
            assertThat(test.log.topics().get("a")).isNull();
            String old = EventId.render(test.log.firstId(), TestLog.TAG);
            assertThat(resync(test, old, TestLog.select("a"))).isEqualTo(ResyncReason.FORGOTTEN);
            assertThat(resync(test, old, TestLog.select("b"))).isEqualTo(ResyncReason.OVERRUN);
            assertThat(resync(test, old, TestLog.select("a", "b"))).isEqualTo(ResyncReason.OVERRUN);
        }
    }

    private static ResyncReason resync(TestLog test, String asked, Selection selection) {
        return test.judge.judge(new StartRequest.After(asked), selection).resync();
    }

    @Test
    void topicsWithEventsAreNotForgotten() {
        try (var test = new TestLog(4096, 2)) {
            test.appendOne("a", "1");
            test.appendOne("b", "1");
            var full = catchThrowableOfType(AppendException.class, () -> test.appendOne("c", "1"));
            assertThat(full.reason()).isEqualTo(AppendException.Reason.TOO_MANY_TOPICS);
            assertThat(test.appendOne("a", "2")).isPositive();
        }
    }

    /** The limit is one of topics, not of events. */
    @Test
    void aBatchToOneNewTopicNeedsRoomForOneTopic() {
        try (var test = new TestLog(4096, 2)) {
            test.appendOne("a", "1");
            assertThat(test.append(Event.of("b", null, "1"), Event.of("b", null, "2")))
                    .hasSize(2);
        }
    }

    @Test
    void aBatchToOneNewTopicForgetsOneTopicAtMost() {
        try (var test = new TestLog(4096, 4)) {
            test.append(Event.of("a", null, "1"), Event.of("b", null, "1"), Event.of("c", null, "1"));
            test.fill("loud", 20);
            test.append(Event.of("new", null, "1"), Event.of("new", null, "2"), Event.of("new", null, "3"));
            assertThat(test.log.topics().get("a")).isNull();
            assertThat(test.log.topics().get("b")).isNotNull();
            assertThat(test.log.topics().get("c")).isNotNull();
        }
    }

    @Test
    void aBatchDoesNotRaiseTheIndexAboveItsLimit() {
        try (var test = new TestLog(4096, 2)) {
            test.appendOne("a", "1");
            test.fill("loud", 20);
            try {
                // The only topic that may be forgotten is in the batch itself.
                test.append(Event.of("a", null, "2"), Event.of("fresh", null, "1"));
            } catch (AppendException refused) {
                assertThat(refused.reason()).isEqualTo(AppendException.Reason.TOO_MANY_TOPICS);
            }
            assertThat(test.log.topics().size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void endedTopicsAreKeptUntilTheirRetentionHasPassed() {
        try (var test = new TestLog(4096, 3)) {
            test.append(TestLog.end("a"));
            test.fill("loud", 20);
            test.millis.addAndGet(TestLog.RETENTION - 1);
            for (int i = 0; i < 10; i++) {
                test.appendOne("t" + i, "1");
                test.fill("loud", 20);
                assertThat(ended(test, "a")).isTrue();
            }
            test.millis.addAndGet(2);
            assertThat(test.appendOne("a", "open again")).isPositive();
            assertThat(ended(test, "a")).isFalse();
        }
    }

    private static boolean ended(TestLog test, String topic) {
        var refused = catchThrowableOfType(AppendException.class, () -> test.appendOne(topic, "1"));
        return refused != null && refused.reason() == AppendException.Reason.TOPIC_ENDED;
    }
}
