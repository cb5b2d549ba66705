package io.longwire.summarizer.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>(5);

    private List<String> takeAll(int count) throws InterruptedException {
        var taken = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            taken.add(queue.take());
        }
        return taken;
    }

    @Test
    void ownersTakeTurnsHoweverManyOneHasQueuedBefore() throws Exception {
        for (String item : List.of("a1", "a2", "a3", "b1", "c1")) {
            queue.add(item.substring(0, 1), item);
        }
        assertThat(queue.room()).isZero();
        assertThat(takeAll(5)).containsExactly("a1", "b1", "c1", "a2", "a3");
        assertThat(queue.room()).isEqualTo(5);
    }

    @Test
    void whatIsRemovedIsNotTaken() throws Exception {
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("b", "b1");
        assertThat(queue.remove("a", "a1")).isTrue();
        assertThat(queue.remove("a", "a1")).isFalse();
        assertThat(queue.remove("b", "b1")).isTrue();
        assertThat(takeAll(1)).containsExactly("a2");
        assertThat(queue.room()).isEqualTo(5);
    }

    @Test
    void whoTakesFromAnEmptyOneWaits() throws Exception {
        var taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.add("a", "late");
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo("late");
    }
}
