package io.longwire.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.log.AppendException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishing from Java. */
@Timeout(60)
class EmbeddedPublishTest {
    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_LOG_BYTES, "1MiB")
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsRefusedFailsTheFuture() {
        Soon.get(server.publish(new Event(List.of("a"), null, null, null, -1, true)));
        CompletableFuture<String> refused = server.publish(Event.of("a", null, "too late"));
        var failed = catchThrowableOfType(CompletionException.class, () -> Soon.get(refused));
        assertThat(((AppendException) failed.getCause()).reason()).isEqualTo(AppendException.Reason.TOPIC_ENDED);
    }

    @Test
    void aStoppedServerSaysSo() {
        server.close();
        assertThatThrownBy(() -> server.publish(Event.of("a", null, "x")))
                .isInstanceOfSatisfying(
                        AppendException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(AppendException.Reason.CLOSED));
    }

    @Test
    void aLongChainOfPublishesFromAcknowledgementsEnds() {
        var done = new CompletableFuture<Void>();
        publishAgain(20_000, done);
        Soon.get(done);
        assertThat(server.stats().eventsPublished()).isEqualTo(20_000);
    }

    private void publishAgain(int times, CompletableFuture<Void> done) {
        if (times == 0) {
            done.complete(null);
            return;
        }
        server.publish(Event.of("a", null, "x")).whenComplete((id, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                publishAgain(times - 1, done);
            }
        });
    }

    @Test
    void aFullQueueIsAnExceptionThatSaysSo() {
        var blocked = new CompletableFuture<Void>();
        // On its own shard's loop a listener may not block. This one does: so nobody may free what the log drops, the
        // log
        // takes nothing more, and the queue fills.
        server.subscribe(List.of("a"), SubscribeOptions.live(), Runnable::run, event -> Soon.get(blocked));
        var refused = catchThrowableOfType(AppendException.class, this::fill);
        blocked.complete(null);
        assertThat(refused.reason()).isEqualTo(AppendException.Reason.OVERLOADED);
        assertThat(refused).hasMessageContaining("full");
        await().until(() -> server.stats().pendingPublishes() == 0);
        assertThat(Soon.get(server.publish(Event.of("a", null, "room again")))).isNotEmpty();
    }

    private void fill() {
        for (int i = 0; i < 100_000; i++) {
            server.publish(Event.of("a", null, "x".repeat(1000)));
        }
    }
}
