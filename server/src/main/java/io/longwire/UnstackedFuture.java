package io.longwire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A future of whose dependents none runs in the stack of who adds it, complete or not: each is a task of an executor. So
 * it is with the futures that follow from it. Any thread.
 */
final class UnstackedFuture<T> extends CompletableFuture<T> {
    private final Executor executor;

    private UnstackedFuture(Executor executor) {
        this.executor = executor;
    }

    /** Ends as {@code source} does, with the same value or failure. */
    static <T> UnstackedFuture<T> of(CompletableFuture<T> source, Executor executor) {
        var unstacked = new UnstackedFuture<T>(executor);
        source.whenComplete((value, failure) -> {
            if (failure == null) {
                unstacked.complete(value);
            } else {
                unstacked.completeExceptionally(failure);
            }
        });
        return unstacked;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new UnstackedFuture<>(executor);
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> next) {
        return thenApplyAsync(next);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> next) {
        return thenAcceptAsync(next);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable next) {
        return thenRunAsync(next);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return thenCombineAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next) {
        return thenAcceptBothAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable next) {
        return runAfterBothAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> next) {
        return applyToEitherAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> next) {
        return acceptEitherAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable next) {
        return runAfterEitherAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> next) {
        return thenComposeAsync(next);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super @Nullable T, ? super @Nullable Throwable> next) {
        return whenCompleteAsync(next);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> next) {
        return handleAsync(next);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> next) {
        return exceptionallyAsync(next);
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> next) {
        return exceptionallyComposeAsync(next);
    }
}
