package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.contract.StreamReader.Received;
import io.longwire.event.EventId;
import io.longwire.http.HttpSocket.Response;
import io.longwire.stream.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients see, and what health counts, when the server itself is in trouble. */
class FaultTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @RegisterExtension
    private final TestServer server =
            new TestServer().with(Setting.SSE_SHARDS, "1").with(Setting.SSE_LOG_BYTES, "64KiB");

    private String health() throws IOException {
        return server.get("/sse/health").body();
    }

    private Response publish(int number) {
        try {
            String body = "topic=a&data=" + number + "+" + "x".repeat(4000);
            return server.request("POST", "/publish", body, FORM);
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }

    @Test
    void aFullQueueRefusesForNowAndLosesNothingThatItAcknowledged() throws Exception {
        var resumed = new CountDownLatch(1);
        ExecutorService publishers = Executors.newCachedThreadPool();
        try (StreamReader reader = StreamReader.open(server.port(), "/sse?topic=a")) {
            reader.next();
            Shard shard = server.hub().shards().get(0);
            await().until(() -> shard.subscribers() == 1);
            // A shard that stands still holds on to what it may still read, so that the log cannot drop it.
            holdUp(shard, resumed);
            var answers = new ArrayList<CompletableFuture<Response>>();
            await().until(() -> {
                int number = answers.size();
                answers.add(CompletableFuture.supplyAsync(() -> publish(number), publishers));
                return answers.stream().anyMatch(answer -> statusNow(answer) == 503);
            });
            assertThat(answers.stream().filter(answer -> statusNow(answer) == 503))
                    .allMatch(answer -> "1".equals(answer.join().header("Retry-After")));
            resumed.countDown();

            List<String> acknowledged = new ArrayList<>();
            for (CompletableFuture<Response> answer : answers) {
                Response response = answer.join();
                assertThat(response.status()).isIn(200, 503);
                if (response.status() == 200) {
                    acknowledged.add(response.body().replaceAll(".*:\"(.*)\"}", "$1"));
                }
            }
            acknowledged.sort((a, b) -> Long.compare(number(a), number(b)));
            assertThat(health()).contains("\"events_published\":" + acknowledged.size() + ",");
            List<String> held = held();
            assertThat(held)
                    .isNotEmpty()
                    .isEqualTo(acknowledged.subList(acknowledged.size() - held.size(), acknowledged.size()));
            // Held up for so long, the stream says that it was, or has it all; then it goes on.
            assertThat(publish(-1).status()).isEqualTo(200);
            Received event = reader.next();
            while (!event.data().startsWith("-1 ")) {
                event = reader.next();
            }
        } finally {
            resumed.countDown();
            publishers.shutdown();
        }
    }

    private static void holdUp(Shard shard, CountDownLatch until) throws InterruptedException {
        var holding = new CountDownLatch(1);
        shard.loop().execute(() -> {
            holding.countDown();
            try {
                until.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        holding.await();
    }

    private static int statusNow(CompletableFuture<Response> answer) {
        return answer.isDone() ? answer.join().status() : 0;
    }

    private static long number(String id) {
        return EventId.Parsed.of(id).id();
    }

    /** The ids of all that the log holds. */
    private List<String> held() throws IOException {
        String newest = server.headId();
        var ids = new ArrayList<String>();
        try (StreamReader stream = StreamReader.open(server.port(), "/sse?topic=a&lastEventId=earliest")) {
            stream.next();
            for (String id = ""; !id.equals(newest); ) {
                id = stream.next().id();
                ids.add(id);
            }
        }
        return ids;
    }

    /** As after a restart with the clock set back: ids of the log before lie in what is now the future. */
    @Test
    void anIdFromTheFutureOfAnotherLogIsToldSoAndGoesOnLive() throws IOException {
        long ahead = EventId.of(System.currentTimeMillis() + 3_600_000, 5);
        try (StreamReader stream =
                StreamReader.open(server.port(), "/sse?topic=a", "Last-Event-ID: " + EventId.render(ahead, "before"))) {
            Received connected = stream.next();
            Received resync = stream.next();
            assertThat(resync.type()).isEqualTo("resync");
            assertThat(resync.data()).contains("\"reason\":\"other-log\"");
            assertThat(resync.id()).isEqualTo(connected.id());
            for (int number = 0; number < 3; number++) {
                publish(number);
                assertThat(stream.next().data()).startsWith(number + " ");
            }
        }
        assertThat(health()).contains("\"other-log\":1");
    }
}
