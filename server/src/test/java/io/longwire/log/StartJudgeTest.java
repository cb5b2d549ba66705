package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.EventId;
import io.longwire.event.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartJudgeTest {
    private final TestLog test = new TestLog(8192);
    private final Selection a = TestLog.select("a");

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void liveStartsAtTheHead() {
        test.appendOne("a", "1");
        startsAt(judge(new StartRequest.Live(), a), test.log.view().headId(), null);
    }

    @Test
    void earliestIsAllThatIsHeld() {
        test.fill("a", 3);
        startsAt(judge(new StartRequest.Earliest(), a), test.log.view().floorId(), null);
        assertThat(test.read(a, test.log.view().floorId()))
                .hasSize((int) test.log.view().events());
    }

    @Test
    void anIdOfThisLogIsCompleteWhileItsTopicsLostNothingAfterIt() {
        long quiet = test.appendOne("quiet", "1");
        long asked = test.appendOne("a", "1");
        test.fill("loud", 20);
        // The floor is long past both, but only the loud topic lost anything after them.
        startsAt(after(asked, a), asked, null);
        startsAt(after(asked, TestLog.select("a", "quiet", "never")), asked, null);
        startsAt(after(quiet - 1, TestLog.select("quiet")), test.log.view().floorId(), ResyncReason.OVERRUN);
        startsAt(after(asked, TestLog.select("a", "loud")), test.log.view().floorId(), ResyncReason.OVERRUN);
        startsAt(after(asked, TestLog.select("*")), test.log.view().floorId(), ResyncReason.OVERRUN);
        startsAt(after(asked, TestLog.select("other/*")), asked, null);
    }

    @Test
    void anIdBeforeTheLogBeganIsNotComplete() {
        test.appendOne("a", "1");
        StartPosition start = after(EventId.of(TestLog.START - 1000, 0), a);
        assertThat(start.resync()).isNotNull();
        assertThat(start.position()).isEqualTo(test.log.view().floorId());
    }

    @Test
    void theHeadAndTheLogsBirthAreIdsToResumeFrom() {
        startsAt(after(test.log.firstId(), a), test.log.firstId(), null);
        long head = test.appendOne("a", "1");
        startsAt(after(head, a), head, null);
        startsAt(after(test.log.firstId(), a), test.log.firstId(), null);
    }

    @Test
    void anIdBeyondTheHeadIsAhead() {
        long head = test.appendOne("a", "1");
        startsAt(after(head + 1, a), head, ResyncReason.AHEAD);
    }

    @Test
    void anIdOfAnotherLogStartsAtItsTime() {
        long first = test.appendOne("a", "1");
        test.millis.addAndGet(5_000);
        long second = test.appendOne("a", "2");
        startsAt(foreign(TestLog.START + 5_000, 7), second - 1, ResyncReason.OTHER_LOG);
        startsAt(foreign(TestLog.START + 4_000, 0), EventId.of(TestLog.START + 4_000, 0) - 1, ResyncReason.OTHER_LOG);
        startsAt(foreign(TestLog.START - 9_000, 0), test.log.view().floorId(), ResyncReason.OTHER_LOG);
        startsAt(foreign(TestLog.START + 9_000, 0), second, ResyncReason.OTHER_LOG);
        assertThat(test.data(a, foreign(EventId.millis(first), 9).position())).containsExactly("1", "2");
    }

    @Test
    void whatIsNoIdAtAllIsUnknown() {
        long head = test.appendOne("a", "1");
        for (String asked : List.of("", "x", "1-2", "0x1-0-" + TestLog.TAG, "\0", "😀")) {
            startsAt(judge(new StartRequest.After(asked), a), head, ResyncReason.UNKNOWN_ID);
        }
    }

    @Test
    void aPublishersIdIsResumedFromItsEarliestHeldOccurrence() {
        test.append(TestLog.withId("a", "first", "1"));
        long once = test.append(TestLog.withId("b", "once", "2"))[0];
        long twice = test.append(TestLog.withId("a", "twice", "3"))[0];
        test.append(TestLog.withId("a", "twice", "4"));
        startsAt(judge(new StartRequest.After("once"), a), once, null);
        StartPosition start = judge(new StartRequest.After("twice"), a);
        startsAt(start, twice, null);
        assertThat(test.data(a, start.position())).containsExactly("4");
    }

    @Test
    void aPublishersIdIsUnknownOnceItIsDropped() {
        test.append(TestLog.withId("a", "é 😀: x", "1"));
        test.fill("a", 3);
        long again = test.append(TestLog.withId("a", "again", "1"))[0];
        test.fill("a", 1);
        long later = test.append(TestLog.withId("a", "again", "2"))[0];
        startsAt(judge(new StartRequest.After("again"), a), again, null);
        assertThat(judge(new StartRequest.After("é 😀: x"), a).resync()).isEqualTo(ResyncReason.UNKNOWN_ID);
        while (test.log.view().floorId() < again) {
            test.appendOne("a", "x");
        }
        startsAt(judge(new StartRequest.After("again"), a), later, null);
        while (test.log.view().floorId() < later) {
            test.appendOne("a", "x");
        }
        assertThat(judge(new StartRequest.After("again"), a).resync()).isEqualTo(ResyncReason.UNKNOWN_ID);
    }

    @Test
    void lastIsTheNewestThatMatch() {
        for (int i = 1; i <= 5; i++) {
            test.append(Event.of("a", i % 2 == 0 ? "even" : "odd", "a" + i), Event.of("b", null, "b" + i));
        }
        assertThat(last(2, a)).containsExactly("a4", "a5");
        assertThat(last(3, TestLog.select("a", "b"))).containsExactly("b4", "a5", "b5");
        assertThat(last(3, TestLog.select("*"))).containsExactly("b4", "a5", "b5");
        assertThat(last(2, TestLog.ofType("even", "a"))).containsExactly("a2", "a4");
        assertThat(last(5, a)).hasSize(5);
    }

    @Test
    void lastIsAllOfThemWhereFewerAreHeld() {
        test.appendOne("a", "1");
        test.appendOne("b", "2");
        test.appendOne("a", "3");
        for (int count : new int[] {2, 3, 1000}) {
            assertThat(last(count, a)).containsExactly("1", "3");
            assertThat(last(count, TestLog.ofType("message", "a"))).containsExactly("1", "3");
        }
        assertThat(last(7, TestLog.select("*"))).containsExactly("1", "2", "3");
        startsAt(
                judge(new StartRequest.Last(7), TestLog.select("none")),
                test.log.view().headId(),
                null);
        startsAt(
                judge(new StartRequest.Last(7), TestLog.select("none", "*/x")),
                test.log.view().headId(),
                null);
    }

    @Test
    void lastMayAskForMoreThanThereCanBe() {
        test.appendOne("a", "1");
        assertThat(last(Integer.MAX_VALUE, TestLog.select("*"))).containsExactly("1");
        assertThat(last(Integer.MAX_VALUE, a)).containsExactly("1");
    }

    @Test
    void lastSeesWhatIsHeldOnly() {
        test.appendOne("a", "lost");
        test.fill("b", 20);
        assertThat(last(1, a)).isEmpty();
        test.appendOne("a", "held");
        assertThat(last(5, a)).containsExactly("held");
    }

    @Test
    void sinceStartsBeforeTheFirstEventOfThatTime() {
        test.appendOne("a", "1");
        test.millis.addAndGet(1_000);
        test.appendOne("a", "2");
        test.millis.addAndGet(1_000);
        test.appendOne("a", "3");
        assertThat(since(0)).containsExactly("1", "2", "3");
        assertThat(since(TestLog.START + 1)).containsExactly("2", "3");
        assertThat(since(TestLog.START + 1_000)).containsExactly("2", "3");
        assertThat(since(TestLog.START + 1_001)).containsExactly("3");
        assertThat(since(TestLog.START + 2_001)).isEmpty();
        assertThat(since(Long.MAX_VALUE)).isEmpty();
        assertThat(since(-1)).hasSize(3);
    }

    private List<String> last(int count, Selection selection) {
        StartPosition start = judge(new StartRequest.Last(count), selection);
        assertThat(start.resync()).isNull();
        return test.data(selection, start.position());
    }

    private List<String> since(long millis) {
        return test.data(a, judge(new StartRequest.Since(millis), a).position());
    }

    private StartPosition foreign(long millis, int n) {
        return judge(new StartRequest.After(EventId.render(EventId.of(millis, n), "other")), a);
    }

    private StartPosition after(long id, Selection selection) {
        return judge(new StartRequest.After(EventId.render(id, TestLog.TAG)), selection);
    }

    private StartPosition judge(StartRequest request, Selection selection) {
        return test.judge.judge(request, selection);
    }

    private static void startsAt(StartPosition start, long position, @Nullable ResyncReason resync) {
        assertThat(start.position()).isEqualTo(position);
        assertThat(start.resync()).isEqualTo(resync);
        assertThat(start.ended()).isEmpty();
        assertThat(start.isOver()).isFalse();
        assertThat(start.isRepeated()).isFalse();
    }
}
