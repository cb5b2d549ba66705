package io.longwire.summarizer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Does the parts of one piece of work, so many at the same time. The first failure ends the others. Used once. */
final class Parts {
    /** One part's work. */
    interface Work {
        String of(int part, Cancellation cancellation) throws ModelException;
    }

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReferenceArray<String> results;
    private final Cancellation cancellation;
    private final Work work;

    Parts(int count, Cancellation parent, Work work) {
        results = new AtomicReferenceArray<>(count);
        cancellation = parent.child();
        this.work = work;
    }

    /** Waits for all of them, on other threads' work; the results are in the parts' order. */
    List<String> run(int atOnce, Executor threads) throws ModelException {
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(atOnce, results.length()); i++) {
            workers.add(CompletableFuture.runAsync(this::takeParts, threads));
        }
        try {
            CompletableFuture.allOf(workers.toArray(CompletableFuture[]::new)).get();
        } catch (InterruptedException stopped) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            throw ModelException.cancelled();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
        Throwable first = failure.get();
        if (first instanceof ModelException named) {
            throw named;
        }
        if (first instanceof RuntimeException thrown) {
            throw thrown;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < results.length(); i++) {
            texts.add(results.get(i));
        }
        return texts;
    }

    private void takeParts() {
        for (int part = next.getAndIncrement(); part < results.length(); part = next.getAndIncrement()) {
            if (failure.get() != null) {
                return;
            }
            try {
                results.set(part, work.of(part, cancellation));
            } catch (ModelException | RuntimeException failed) {
                failure.compareAndSet(null, failed);
                cancellation.cancel();
                return;
            }
        }
    }
}
