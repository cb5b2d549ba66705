package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an orderly stop looks like from outside, while one stream that reads nothing holds it up. */
class DrainTest {
    private LongwireServer server;
    private StreamReader stalled;
    private CompletableFuture<Void> stopped;

    @BeforeEach
    void stopWhileAStreamReadsNothing() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_TRANSPORT, "nio")
                .set(Setting.SSE_DRAIN_SECONDS, "60s")
                .build());
        stalled = new StreamReader(server.port(), StreamReader.request("/sse?topic=big"), 65536);
        stalled.next();
        for (int i = 0; i < 40; i++) {
            publish("big", "x".repeat(100_000));
        }
        await().until(() -> counted(Counter.LAGGING) == 1);
    }

    private void stop() {
        stopped = CompletableFuture.runAsync(server::close);
        await().until(() -> get("/readyz").status() == 503);
    }

    @AfterEach
    void close() throws IOException {
        stalled.close();
        server.close();
    }

    private void publish(String topic, String data) {
        server.hub().publish(List.of(Event.of(topic, null, data)), null).join();
    }

    private Response get(String target, String... headers) throws IOException {
        return HttpSocket.request(server.port(), "GET", target, "", headers);
    }

    private long counted(Counter counter) {
        return server.hub().shards().stream()
                .map(Shard::counters)
                .mapToLong(c -> c.get(counter))
                .sum();
    }

    @Test
    void newStreamsAreRefusedForNowAndHealthSaysWhy() throws IOException {
        stop();
        Response browser = get("/sse?topic=a", "Accept: text/event-stream");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.body())
                .contains("retry: ")
                .doesNotContain("connected")
                .endsWith("0\r\n\r\n");
        Response other = get("/sse?topic=a");
        assertThat(other.status()).isEqualTo(503);
        assertThat(other.header("Retry-After")).isNotNull();
        Response health = get("/sse/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body()).contains("\"status\":\"draining\"");
        assertThat(get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void publishingGoesOnUntilTheStreamsAreGone() throws IOException {
        stop();
        Response published = HttpSocket.request(
                server.port(), "POST", "/publish", "topic=a&data=x", "Content-Type: application/x-www-form-urlencoded");
        assertThat(published.status()).isEqualTo(200);
    }

    @Test
    void aStreamThatIsBehindGetsWhatItLacksBeforeItIsSentAway() throws IOException {
        stop();
        for (int i = 0; i < 40; i++) {
            assertThat(stalled.next().data()).startsWith("xxx");
        }
        assertThat(stalled.next().type()).isEqualTo("position");
        assertThat(stalled.next()).isNull();
        assertThat(stalled.endedInOrder()).isTrue();
    }

    @Test
    void whenTheLastStreamHasGoneTheServerStops() throws IOException {
        stop();
        assertThat(stopped).isNotDone();
        stalled.close();
        await().until(stopped::isDone);
        Assertions.assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void drainingAloneLeavesTheServerUp() throws IOException {
        stalled.close();
        assertThat(server.drain()).isTrue();
        assertThat(get("/readyz").status()).isEqualTo(503);
        publish("a", "still taken");
    }
}
