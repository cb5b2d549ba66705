package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.EventId;
import io.longwire.event.Selection;
import io.longwire.log.StartPosition.Ended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts on topics that have ended. */
class StartJudgeEndTest {
    private final TestLog test = new TestLog(8192);
    private final Selection a = TestLog.select("a");

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aFreshConnectIsToldTheEndAndIsOver() {
        long end = endOf("a");
        StartPosition start = judge(new StartRequest.Live(), a);
        assertThat(start.ended()).containsExactly(new Ended("a", end));
        assertThat(start.isOver()).isTrue();
        assertThat(start.isRepeated()).isFalse();
    }

    @Test
    void aReconnectAtOrPastTheEndIsRepeated() {
        long end = endOf("a");
        long past = test.appendOne("b", "x");
        for (long id : new long[] {end, past}) {
            StartPosition start = after(id, a);
            assertThat(start.isRepeated()).isTrue();
            assertThat(start.isOver()).isTrue();
            assertThat(start.ended()).isEmpty();
            assertThat(start.resync()).isNull();
        }
    }

    @Test
    void aReconnectBeforeTheEndReadsIt() {
        long before = test.appendOne("a", "1");
        endOf("a");
        StartPosition start = after(before, a);
        assertThat(start.isOver()).isFalse();
        assertThat(start.isRepeated()).isFalse();
        assertThat(start.ended()).isEmpty();
        assertThat(test.data(a, start.position())).containsExactly("{\"topic\":\"a\"}");
    }

    @Test
    void lastAndSinceReadTheEndToo() {
        test.append(Event.of("a", null, "1"), Event.of("a", null, "2"), Event.of("a", null, "3"));
        test.millis.addAndGet(10);
        endOf("a");
        for (Selection selection : new Selection[] {a, TestLog.select("*"), TestLog.ofType("message", "a")}) {
            StartPosition last = judge(new StartRequest.Last(2), selection);
            assertThat(last.isOver()).isFalse();
            assertThat(test.data(selection, last.position())).containsExactly("2", "3", "{\"topic\":\"a\"}");
        }
        StartPosition since = judge(new StartRequest.Since(TestLog.START + 10), a);
        assertThat(since.isOver()).isFalse();
        assertThat(test.data(a, since.position())).containsExactly("{\"topic\":\"a\"}");
        StartPosition afterAll = judge(new StartRequest.Since(TestLog.START + 11), a);
        assertThat(afterAll.isOver()).isTrue();
        assertThat(afterAll.ended()).hasSize(1);
    }

    @Test
    void aStreamIsOverWhenAllItsTopicsAre() {
        long endOfB = endOf("b");
        long endOfA = endOf("a");
        test.appendOne("c", "x");
        StartPosition both = judge(new StartRequest.Live(), TestLog.select("a", "b"));
        assertThat(both.isOver()).isTrue();
        assertThat(both.ended()).containsExactly(new Ended("b", endOfB), new Ended("a", endOfA));
        StartPosition oneOpen = judge(new StartRequest.Live(), TestLog.select("a", "c"));
        assertThat(oneOpen.isOver()).isFalse();
        assertThat(oneOpen.ended()).containsExactly(new Ended("a", endOfA));
        assertThat(after(endOfB, TestLog.select("a", "b")).isOver()).isFalse();
    }

    @Test
    void patternsNeverEnd() {
        long end = endOf("a");
        assertThat(judge(new StartRequest.Live(), TestLog.select("*")).isOver()).isFalse();
        assertThat(after(end, TestLog.select("a", "b/*")).isOver()).isFalse();
        assertThat(after(end, TestLog.select("a", "b/*")).isRepeated()).isFalse();
    }

    @Test
    void whoMayHaveMissedTheEndIsToldIt() {
        long asked = test.appendOne("a", "1");
        test.appendOne("a", "2");
        long end = endOf("a");
        test.fill("loud", 20);
        StartPosition start = after(asked, a);
        assertThat(start.resync()).isEqualTo(ResyncReason.OVERRUN);
        assertThat(start.ended()).containsExactly(new Ended("a", end));
        assertThat(start.isOver()).isTrue();
        assertThat(start.isRepeated()).isFalse();
        StartPosition unknown = judge(new StartRequest.After("x"), a);
        assertThat(unknown.resync()).isEqualTo(ResyncReason.UNKNOWN_ID);
        assertThat(unknown.ended()).containsExactly(new Ended("a", end));
    }

    @Test
    void whoHadTheEndIsRepeatedThoughItWasDropped() {
        long end = endOf("a");
        test.fill("loud", 20);
        assertThat(after(end, a).isRepeated()).isTrue();
        assertThat(after(end, a).resync()).isNull();
    }

    private long endOf(String topic) {
        test.append(TestLog.end(topic));
        return test.log.view().headId();
    }

    private StartPosition after(long id, Selection selection) {
        return judge(new StartRequest.After(EventId.render(id, TestLog.TAG)), selection);
    }

    private StartPosition judge(StartRequest request, Selection selection) {
        return test.judge.judge(request, selection);
    }
}
