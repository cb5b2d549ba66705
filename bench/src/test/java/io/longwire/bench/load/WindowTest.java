package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowTest {
    @Test
    void anEventHasReachedAllWhenTheSlowestHasIt() {
        Reached reached = new Reached(2, 4, 0);
        reached.add(1);
        reached.add(2);
        reached.add(3);
        assertThat(reached.events()).isZero();
        reached.add(1);
        reached.add(2);
        assertThat(reached.events()).isEqualTo(2);
        reached.add(3);
        reached.add(4);
        reached.add(4);
        assertThat(reached.events()).isEqualTo(4);
        // The places of the window are used again.
        for (int event = 5; event <= 12; event++) {
            reached.add(event);
            reached.add(event);
        }
        assertThat(reached.events()).isEqualTo(12);
    }

    @Test
    void aLoopWithNobodyHoldsNothingUp() {
        assertThat(new Reached(0, 4, 0).events()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void publisherWaitsUntilThereIsRoom() throws Exception {
        AtomicLong reached = new AtomicLong();
        Window window = new Window(10, reached::get);
        assertThat(window.awaitRoom(5, 5)).isTrue();
        CompletableFuture<Boolean> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return window.awaitRoom(10, 3);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        reached.set(2);
        assertThat(blocked).isNotDone();
        reached.set(3);
        assertThat(blocked.get()).isTrue();
    }

    @Test
    void publisherGivesUpWhenNothingArrives() throws InterruptedException {
        assertThat(new Window(10, () -> 0).awaitRoom(10, 1)).isFalse();
    }

    @Test
    void withoutABoundThereIsAlwaysRoom() throws InterruptedException {
        assertThat(Window.unbounded().awaitRoom(1_000_000, 1_000)).isTrue();
    }

    @Test
    void goalIsReachedOnceByEachWhoGoesPastIt() {
        Goal goal = new Goal(10, 1_000);
        goal.advanced(0, 9, 1_500);
        assertThat(goal.reachedBy()).isZero();
        goal.advanced(9, 10, 3_000);
        goal.advanced(10, 11, 4_000);
        goal.advanced(7, 12, 5_000);
        assertThat(goal.reachedBy()).isEqualTo(2);
        assertThat(goal.micros().getMaxValue()).isBetween(3_999L, 4_003L);
    }
}
