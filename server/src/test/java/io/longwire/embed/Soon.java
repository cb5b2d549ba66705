package io.longwire.embed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for a future, but not for ever. */
final class Soon {
    private Soon() {}

    static <T> T get(CompletableFuture<T> future) {
        return future.copy().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
