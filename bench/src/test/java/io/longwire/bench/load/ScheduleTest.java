package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int ALL = Integer.MAX_VALUE;

    private final Schedule tenPerSecond = new Schedule(10, 1_000);

    @Test
    void eventsAreDueAtEvenDistancesFromTheStart() {
        assertThat(tenPerSecond.dueMicros()).isEqualTo(1_000);
        tenPerSecond.sent(3);
        assertThat(tenPerSecond.dueMicros()).isEqualTo(301_000);
        assertThat(tenPerSecond.waiting(301_000, ALL)).isZero();
        assertThat(tenPerSecond.waiting(301_001, ALL)).isEqualTo(1);
    }

    @Test
    void whatOneSliceDidNotSendIsDueStill() {
        long firstEnd = tenPerSecond.nextSlice(0.5);
        assertThat(tenPerSecond.waiting(firstEnd, ALL)).isEqualTo(5);
        tenPerSecond.sent(2);
        long secondEnd = tenPerSecond.nextSlice(0.5);
        assertThat(secondEnd).isEqualTo(1_001_000);
        assertThat(tenPerSecond.dueMicros()).isEqualTo(201_000);
        assertThat(tenPerSecond.waiting(secondEnd, ALL)).isEqualTo(8);
        assertThat(tenPerSecond.waiting(secondEnd, 4)).isEqualTo(4);
    }

    @Test
    void roundingMakesNoEvent() {
        for (int perSecond = 1; perSecond < 1_000; perSecond++) {
            Schedule schedule = new Schedule(perSecond, 0);
            assertThat(schedule.waiting(schedule.nextSlice(3), ALL)).isEqualTo(3 * perSecond);
        }
    }
}
