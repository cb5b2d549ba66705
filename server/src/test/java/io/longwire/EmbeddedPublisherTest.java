package io.longwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.log.AppendException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedPublisherTest {
    @RegisterExtension
    private final TestServer server = new TestServer();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(EmbeddedPublisherTest::inThread);
    /** A loop that is faster than whoever gives it something to do. */
    private final Executor quickLoop = task -> {
        CompletableFuture<Void> done = CompletableFuture.runAsync(task, thread);
        if (!isOfLoop()) {
            done.join();
        }
    };

    private static Thread inThread(Runnable task) {
        return new Thread(task, "quick loop");
    }

    private static boolean isOfLoop() {
        return Thread.currentThread().getName().equals("quick loop");
    }

    @AfterEach
    void endLoop() {
        thread.shutdown();
    }

    @Test
    void aChainOfPublishesDoesNotGrowTheStackHoweverQuickTheLoopIs() throws Exception {
        var done = new CompletableFuture<Void>();
        publishAgain(new EmbeddedPublisher(server.hub(), quickLoop), 20_000, done);
        done.get(20, TimeUnit.SECONDS);
        assertThat(server.hub().log().view().headId()).isNotZero();
    }

    private static void publishAgain(EmbeddedPublisher publisher, int times, CompletableFuture<Void> done) {
        if (times == 0) {
            done.complete(null);
            return;
        }
        publisher.publish(Event.of("a", null, "x")).whenComplete((id, failure) -> {
            if (failure == null) {
                publishAgain(publisher, times - 1, done);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    @Test
    void aRefusalIsToldAlikeByEveryFuture() throws Exception {
        var publisher = new EmbeddedPublisher(server.hub(), quickLoop);
        publisher.publish(new Event(List.of("a"), null, null, null, -1, true)).get(20, TimeUnit.SECONDS);
        for (int i = 0; i < 64; i++) {
            Throwable told = publisher
                    .publish(Event.of("a", null, "too late"))
                    .handle((id, failure) -> failure)
                    .get(20, TimeUnit.SECONDS);
            assertThat(told).isInstanceOf(CompletionException.class).hasCauseInstanceOf(AppendException.class);
        }
    }

    @Test
    void whatFollowsFromAFutureOfTheLoopRunsThereToo() throws Exception {
        var publisher = new EmbeddedPublisher(server.hub(), quickLoop);
        boolean met = false;
        for (int i = 0; i < 64; i++) {
            CompletableFuture<Boolean> ranOnLoop = publisher
                    .publish(Event.of("a", null, "x"))
                    .thenApply(id -> id)
                    .thenApply(id -> isOfLoop());
            met |= ranOnLoop.get(20, TimeUnit.SECONDS);
        }
        assertThat(met).isTrue();
    }
}
