package io.longwire.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.http.HttpSocket;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribing in this process, from the public API alone. */
@Timeout(60)
class SubscriptionTest {
    private static final int LOG_BYTES = 2 << 20;

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final RecordingListener listener = new RecordingListener();
    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_LOG_BYTES, Integer.toString(LOG_BYTES))
                .set(Setting.SSE_HEARTBEAT_INTERVAL, "100ms")
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    private Subscription subscribe(String selector, SubscribeOptions options) {
        return server.subscribe(List.of(selector), options, executor, listener);
    }

    private String publish(String topic, String data) {
        return Soon.get(server.publish(Event.of(topic, null, data)));
    }

    private static Event end(String topic) {
        return new Event(List.of(topic), null, null, null, -1, true);
    }

    @Test
    void getsWhatIsPublishedAsItWasPublished() {
        Subscription subscription = subscribe("a/**", SubscribeOptions.live());
        var given = new Event(List.of("a/1", "b"), "progress", "one\r\ntwo\n\nthree: \u00e9", null, 1500, false);
        String first = Soon.get(server.publish(given));
        String own = Soon.get(server.publish(new Event(List.of("a/2"), null, "", "order-7", -1, false)));
        publish("b", "not asked for");
        await().until(() -> listener.events.size() == 2);
        assertThat(own).isEqualTo("order-7");
        assertThat(listener.events)
                .containsExactly(
                        new StreamEvent(first, "progress", "one\ntwo\n\nthree: \u00e9", List.of("a/1", "b"), 1500),
                        new StreamEvent("order-7", null, "", List.of("a/2"), -1));
        await().until(() -> subscription.lastId().equals("order-7"));
        assertThat(listener.notices).isEmpty();
    }

    @Test
    void aBatchIsPublishedWhole() {
        subscribe("a", SubscribeOptions.live());
        List<String> ids = Soon.get(server.publish(List.of(Event.of("a", null, "1"), Event.of("a", null, "2"))));
        await().until(() -> listener.events.size() == 2);
        assertThat(listener.events.stream().map(StreamEvent::id)).isEqualTo(ids);
        assertThatThrownBy(() -> server.publish(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startsWhereItIsTold() {
        String first = publish("a", "1");
        publish("a", "2");
        Instant after = Instant.ofEpochMilli(Long.MAX_VALUE >> 20);
        assertThat(dataOf(SubscribeOptions.earliest(), 2)).containsExactly("1", "2");
        assertThat(dataOf(SubscribeOptions.after(first), 1)).containsExactly("2");
        assertThat(dataOf(SubscribeOptions.last(1), 1)).containsExactly("2");
        assertThat(dataOf(SubscribeOptions.since(Instant.EPOCH), 2)).containsExactly("1", "2");
        assertThat(dataOf(SubscribeOptions.since(after), 0)).isEmpty();
        assertThat(dataOf(SubscribeOptions.earliest().types("other"), 0)).isEmpty();
        assertThat(dataOf(SubscribeOptions.earliest().types("message"), 2)).containsExactly("1", "2");
    }

    private List<String> dataOf(SubscribeOptions options, int count) {
        var own = new RecordingListener();
        Subscription subscription = server.subscribe(List.of("a"), options, executor, own);
        await().until(() -> own.data().size() >= count);
        subscription.close();
        Soon.get(subscription.closed());
        return own.data();
    }

    @Test
    void goesOnAfterTheLastIdOfAnEarlierSubscription() {
        Subscription earlier = subscribe("a", SubscribeOptions.live());
        publish("a", "1");
        await().until(() -> listener.events.size() == 1);
        earlier.close();
        assertThat(Soon.get(earlier.closed())).isEqualTo("client-closed");
        publish("a", "2");
        subscribe("a", SubscribeOptions.after(earlier.lastId()));
        await().until(() -> listener.events.size() == 2);
        assertThat(listener.data()).containsExactly("1", "2");
        assertThat(listener.notices).containsExactly("closed client-closed");
    }

    @Test
    void saysThatItMayHaveMissedSomething() {
        subscribe("a", SubscribeOptions.after("1764000000000-0-other"));
        publish("a", "1");
        await().until(() -> listener.events.size() == 1);
        assertThat(listener.notices).containsExactly("resync other-log");
    }

    @Test
    void endsWithItsTopics() {
        Subscription subscription = subscribe("a", SubscribeOptions.live());
        publish("a", "1");
        Soon.get(server.publish(end("a")));
        assertThat(Soon.get(subscription.closed())).isEqualTo("ended");
        assertThat(listener.data()).containsExactly("1");
        assertThat(listener.notices).containsExactly("end a", "closed ended");
        var late = new RecordingListener();
        Subscription over = server.subscribe(List.of("a"), SubscribeOptions.live(), executor, late);
        assertThat(Soon.get(over.closed())).isEqualTo("ended");
        assertThat(late.notices).containsExactly("end a", "closed ended");
        await().until(() -> server.stats().subscriptions() == 0);
    }

    @Test
    void aListenerThatLagsWithinTheLimitGetsEverythingInOrder() {
        var turns = new Semaphore(0);
        var slow = new RecordingListener() {
            @Override
            public void onEvent(StreamEvent event) {
                turns.acquireUninterruptibly();
                super.onEvent(event);
            }
        };
        server.subscribe(List.of("a"), SubscribeOptions.live(), executor, slow);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 1500; i++) {
            expected.add(i + ":" + "x".repeat(400)); // more than is handed over at once, less than may lag
            publish("a", expected.get(i));
        }
        assertThat(slow.events).isEmpty();
        turns.release(1500);
        await().until(() -> slow.events.size() == 1500);
        assertThat(slow.data()).isEqualTo(expected);
        assertThat(slow.notices).isEmpty();
    }

    @Test
    void aListenerThatBlocksHoldsUpNobodyAndIsToldWhatItMissed() {
        var blocked = new CountDownLatch(1);
        var stuck = new RecordingListener() {
            @Override
            public void onEvent(StreamEvent event) {
                awaitUninterruptibly(blocked);
                super.onEvent(event);
            }
        };
        server.subscribe(List.of("a"), SubscribeOptions.live(), executor, stuck);
        subscribe("a", SubscribeOptions.live());
        int published = 3 * LOG_BYTES / 1000;
        for (int i = 0; i < published; i++) {
            publish("a", i + ":" + "x".repeat(1000));
            int seen = i;
            if (i % 100 == 0) {
                await().until(() -> listener.events.size() > seen);
            }
        }
        await().until(() -> listener.events.size() == published);
        assertThat(listener.notices).isEmpty();
        blocked.countDown();
        await().until(() -> stuck.notices.contains("resync lag"));
        String last = publish("a", "last");
        await().until(() -> stuck.data().contains("last"));
        assertThat(stuck.events.size()).isLessThan(published / 2);
        assertThat(stuck.events.get(stuck.events.size() - 1).id()).isEqualTo(last);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatFailsEndsItsOwnSubscription() {
        var failing = new RecordingListener() {
            @Override
            public void onEvent(StreamEvent event) {
                super.onEvent(event);
                throw new IllegalStateException("on purpose");
            }
        };
        Subscription broken = server.subscribe(List.of("a"), SubscribeOptions.live(), executor, failing);
        subscribe("a", SubscribeOptions.live());
        Soon.get(server.publish(List.of(Event.of("a", null, "1"), Event.of("a", null, "2"))));
        assertThat(Soon.get(broken.closed())).isEqualTo("error");
        await().until(() -> listener.events.size() == 2);
        assertThat(failing.data()).containsExactly("1");
        assertThat(failing.notices).containsExactly("closed error");
        await().until(() -> server.stats().subscriptions() == 1);
    }

    @Test
    void aListenerMayFailBeforeItsFirstEvent() {
        var failing = new RecordingListener() {
            @Override
            public void onResync(String reason, String id) {
                throw new IllegalStateException("on purpose");
            }
        };
        // On the calling thread, so before the shard has the subscription.
        Subscription broken =
                server.subscribe(List.of("a"), SubscribeOptions.after("1764000000000-0-other"), Runnable::run, failing);
        assertThat(Soon.get(broken.closed())).isEqualTo("error");
        assertThat(failing.notices).containsExactly("closed error");
        await().until(() -> server.stats().subscriptions() == 0);
    }

    @Test
    void anExecutorThatTakesNothingEndsTheSubscription() {
        Subscription subscription = server.subscribe(
                List.of("a"), SubscribeOptions.after("1764000000000-0-other"), task -> refuse(), listener);
        assertThat(Soon.get(subscription.closed())).isEqualTo("error");
        Subscription later = server.subscribe(List.of("a"), SubscribeOptions.live(), task -> refuse(), listener);
        publish("a", "1");
        assertThat(Soon.get(later.closed())).isEqualTo("error");
        await().until(() -> server.stats().subscriptions() == 0);
        assertThat(listener.events).isEmpty();
    }

    private static void refuse() {
        throw new RejectedExecutionException("on purpose");
    }

    @Test
    void aClosedSubscriptionGetsNothingMore() {
        Subscription subscription = subscribe("a", SubscribeOptions.live());
        subscription.close();
        subscription.close();
        publish("a", "1");
        assertThat(Soon.get(subscription.closed())).isEqualTo("client-closed");
        assertThat(listener.events).isEmpty();
        assertThat(listener.notices).containsExactly("closed client-closed");
        await().until(() -> server.stats().subscriptions() == 0);
    }

    @Test
    void theServersEndIsItsEnd() {
        Subscription subscription = subscribe("a", SubscribeOptions.live());
        server.close();
        assertThat(Soon.get(subscription.closed())).isEqualTo("drain");
        assertThat(listener.notices).containsExactly("closed drain");
        assertThatThrownBy(() -> subscribe("a", SubscribeOptions.live())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNoConnection() throws IOException {
        subscribe("a", SubscribeOptions.live());
        publish("a", "1");
        await().until(() -> listener.events.size() == 1);
        ServerStats stats = server.stats();
        assertThat(stats.subscriptions()).isEqualTo(1);
        assertThat(stats.connections()).isZero();
        assertThat(stats.acceptedConnections()).isZero();
        assertThat(stats.eventsPublished()).isEqualTo(1);
        assertThat(stats.eventsHeld()).isEqualTo(1);
        assertThat(stats.topics()).isEqualTo(1);
        assertThat(stats.bytesHeld()).isPositive();
        assertThat(stats.successRate()).isEqualTo(1);
        assertThat(stats.draining()).isFalse();
        await().until(() -> server.stats().deliveries() == 1);
        assertThat(HttpSocket.request(server.port(), "GET", "/sse/health", "").body())
                .contains("\"active\":0");
    }

    @Test
    void refusesWhatIsNoSelector() {
        assertThatThrownBy(() -> subscribe("a//b", SubscribeOptions.live())).isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> server.subscribe(List.of(), SubscribeOptions.live(), executor, listener))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void manySelectorsGiveAnEventOnce() {
        List<String> selectors = IntStream.range(0, 300).mapToObj(i -> "t" + i).toList();
        var all = new ArrayList<>(selectors);
        all.add("**");
        server.subscribe(all, SubscribeOptions.live(), executor, listener);
        Soon.get(server.publish(new Event(List.of("t1", "t2", "x"), null, "once", null, -1, false)));
        publish("t3", "then");
        await().until(() -> listener.data().contains("then"));
        assertThat(listener.data()).containsExactly("once", "then");
    }
}
