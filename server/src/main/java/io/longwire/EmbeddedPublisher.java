package io.longwire;

import io.longwire.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Publishes for embedders: ids in wire form, and a chain of publishes that does not grow the stack. Any thread.
 *
 * <p>Mostly an event is in the log when publish returns, and whatever is chained to its future runs at once, in the
 * caller's stack; when that publishes again, so does what is chained to that. So every so often a thread gets a future
 * whose dependents run on an event loop, whichever of the two is faster.
 */
final class EmbeddedPublisher {
    private static final int AT_ONCE_IN_A_ROW = 64;

    private final Hub hub;
    private final Executor onLoop;
    private final ThreadLocal<int[]> atOnce = ThreadLocal.withInitial(() -> new int[1]);

    /** @param loop an event loop, always the same */
    EmbeddedPublisher(Hub hub, Executor loop) {
        this.hub = hub;
        this.onLoop = task -> {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException stopped) {
                task.run();
            }
        };
    }

    CompletableFuture<String> publish(Event event) {
        return inWireForm(hub.publish(List.of(event), null), ids -> hub.shownId(event, ids[0]));
    }

    CompletableFuture<List<String>> publish(List<Event> batch) {
        List<Event> events = List.copyOf(batch);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("the batch is empty");
        }
        return inWireForm(
                hub.publish(events, null),
                ids -> IntStream.range(0, ids.length)
                        .mapToObj(i -> hub.shownId(events.get(i), ids[i]))
                        .toList());
    }

    private <T> CompletableFuture<T> inWireForm(CompletableFuture<long[]> appended, Function<long[], T> form) {
        CompletableFuture<T> inForm = appended.thenApply(form);
        if (appended.isDone()) {
            int[] inARow = atOnce.get();
            if (++inARow[0] >= AT_ONCE_IN_A_ROW) {
                inARow[0] = 0;
                return UnstackedFuture.of(inForm, onLoop);
            }
        }
        return inForm;
    }
}
