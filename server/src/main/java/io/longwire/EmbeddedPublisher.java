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
 * that is completed on an event loop.
 */
final class EmbeddedPublisher {
    private static final int AT_ONCE_IN_A_ROW = 64;

    private final Hub hub;
    private final Executor loop;
    private final ThreadLocal<int[]> atOnce = ThreadLocal.withInitial(() -> new int[1]);

    /** @param loop an event loop, always the same */
    EmbeddedPublisher(Hub hub, Executor loop) {
        this.hub = hub;
        this.loop = loop;
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
        if (appended.isDone()) {
            int[] inARow = atOnce.get();
            if (++inARow[0] >= AT_ONCE_IN_A_ROW) {
                inARow[0] = 0;
                return later(appended).thenApply(form);
            }
        }
        return appended.thenApply(form);
    }

    private CompletableFuture<long[]> later(CompletableFuture<long[]> appended) {
        var told = new CompletableFuture<long[]>();
        Runnable tell = () -> appended.whenComplete((ids, failure) -> {
            if (failure != null) {
                told.completeExceptionally(failure);
            } else {
                told.complete(ids);
            }
        });
        try {
            loop.execute(tell);
        } catch (RejectedExecutionException stopped) {
            tell.run();
        }
        return told;
    }
}
