package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back while the log runs: order, resume and {@code since} do not suffer. */
class ClockStepTest {
    private final TestLog test = new TestLog(1 << 20);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyIdIsOneToResumeFromCompletely() {
        var random = new Random(6);
        var ids = new ArrayList<Long>();
        var data = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            test.millis.addAndGet(random.nextInt(10) == 0 ? -random.nextInt(7_200_000) : random.nextInt(60_000));
            ids.add(test.appendOne("a", "event " + i));
            data.add("event " + i);
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < ids.size(); i++) {
            StartPosition start = test.judge.judge(
                    new StartRequest.After(EventId.render(ids.get(i), TestLog.TAG)), TestLog.select("a"));
            assertThat(start.resync()).isNull();
            assertThat(test.data(TestLog.select("a"), start.position())).isEqualTo(data.subList(i + 1, data.size()));
        }
    }

    @Test
    void sinceATimeBeforeTheStepHasAllThatCameAfterIt() {
        test.appendOne("a", "before");
        test.millis.addAndGet(3_600_000);
        long asked = test.millis.get();
        test.appendOne("a", "at the time asked for");
        test.millis.addAndGet(-3_600_000);
        test.appendOne("a", "after the step");
        StartPosition start = test.judge.judge(new StartRequest.Since(asked), TestLog.select("a"));
        assertThat(test.data(TestLog.select("a"), start.position()))
                .isEqualTo(List.of("at the time asked for", "after the step"));
    }
}
