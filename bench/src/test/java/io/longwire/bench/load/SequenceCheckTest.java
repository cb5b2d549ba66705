package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {
    @Test
    void everythingInOrderHasNoFault() {
        assertThat(check(1, 2, 3).missing()).isZero();
        assertThat(check(1, 2, 3).repeated()).isZero();
        assertThat(check(1, 2, 3).outstanding(3)).isZero();
        assertThat(check().outstanding(0)).isZero();
    }

    @Test
    void gapsAreCountedAtTheBeginningAndInTheMiddle() {
        assertThat(check(3, 4).missing()).isEqualTo(2);
        assertThat(check(1, 2, 5, 7).missing()).isEqualTo(3);
    }

    @Test
    void whatHasNotComeAtTheEndIsOutstanding() {
        assertThat(check(1, 2).outstanding(9)).isEqualTo(7);
        assertThat(check(1, 2).missing()).isZero();
        assertThat(check().outstanding(2)).isEqualTo(2);
    }

    @Test
    void duplicatesAndLateEventsAreFaults() {
        assertThat(check(1, 2, 2, 3).repeated()).isEqualTo(1);
        assertThat(check(1, 3, 2, 4).repeated()).isEqualTo(1);
        assertThat(check(1, 3, 2, 4).missing()).isEqualTo(1);
    }

    @Test
    void anAnnouncedGapIsCountedApartAndForOneGapOnly() {
        SequenceCheck check = check(1, 2);
        check.announceGap();
        check.accept(6);
        check.accept(9);
        assertThat(check.announced()).isEqualTo(3);
        assertThat(check.missing()).isEqualTo(2);
    }

    private static SequenceCheck check(long... numbers) {
        SequenceCheck check = new SequenceCheck();
        for (long number : numbers) {
            check.accept(number);
        }
        return check;
    }
}
