package io.longwire.summarizer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.embed.StreamEvent;
import io.longwire.embed.StreamListener;
import io.longwire.embed.SubscribeOptions;
import io.longwire.summarizer.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job's text and its events, in the log of a real server. */
@Timeout(60)
class LiveJobTest {
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final EventStreams streams = new EventStreams();
    private LongwireServer server;

    @BeforeEach
    void start() throws Exception {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_DRAIN_SECONDS, "0s")
                .build());
        streams.connect(server);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        server.close();
        readers.shutdownNow();
    }

    private LiveJob job(long intervalMillis) {
        return new LiveJob("1", "ann", streams, timer, intervalMillis);
    }

    /** What a page makes of a snapshot and of what follows it. */
    private final class Reader implements StreamListener {
        private final StringBuilder text;
        private final List<StreamEvent> events = new CopyOnWriteArrayList<>();

        Reader(LiveJob.Snapshot from) {
            text = new StringBuilder(from.text());
            SubscribeOptions options =
                    from.lastId() == null ? SubscribeOptions.earliest() : SubscribeOptions.after(from.lastId());
            server.subscribe(List.of("jobs/1"), options, readers, this);
        }

        @Override
        public void onEvent(StreamEvent event) {
            if ("token".equals(event.type())) {
                var token = Json.read(Objects.requireNonNull(event.data()));
                assertThat(token.path("offset").asInt()).isEqualTo(text.length());
                text.append(token.path("text").asString());
            } else if ("restart".equals(event.type())) {
                text.setLength(0);
            }
            events.add(event);
        }

        String wholeText() {
            await().until(() -> events.stream().anyMatch(e -> "done".equals(e.type())));
            return text.toString();
        }
    }

    private static void finish(LiveJob job) {
        job.end("done", new JobEvent.Done("1", "s", null));
    }

    @Test
    void aSnapshotAndWhatFollowsItsIdAreTheWholeAtAnyMoment() {
        LiveJob job = job(2);
        var readers = new ArrayList<Reader>();
        var whole = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            if (i == 700) {
                job.restart("provider");
                whole.setLength(0);
            }
            job.text("word" + i + " ");
            whole.append("word").append(i).append(' ');
            if (i % 40 == 0) {
                readers.add(new Reader(job.snapshot()));
            }
        }
        finish(job);
        assertThat(readers).extracting(Reader::wholeText).allMatch(whole.toString()::equals);
        assertThat(job.snapshot().text()).isEqualTo(whole.toString());
    }

    @Test
    void wordsThatComeTogetherAreOneEvent() {
        LiveJob job = job(60_000);
        var reader = new Reader(job.snapshot());
        for (String word : List.of("One ", "two ", "three")) {
            job.text(word);
        }
        assertThat(job.snapshot().text()).isEmpty();
        finish(job);
        assertThat(reader.wholeText()).isEqualTo("One two three");
        assertThat(reader.events).extracting(StreamEvent::type).containsExactly("token", "done");
    }

    @Test
    void aCharacterOfTwoHalvesIsNotTornApart() {
        LiveJob job = job(0);
        var reader = new Reader(job.snapshot());
        job.text("a ship: \uD83D");
        assertThat(job.snapshot().text()).isEqualTo("a ship: ");
        job.text("\uDEA2, and half of one: \uD83D");
        finish(job);
        assertThat(reader.wholeText()).isEqualTo("a ship: \uD83D\uDEA2, and half of one: ?");
    }

    @Test
    void theFinalTextSettlesWhatWasStreamed() {
        LiveJob job = job(0);
        var reader = new Reader(job.snapshot());
        job.text("A beginning");
        job.settle("A beginning and an end");
        assertThat(job.snapshot().text()).isEqualTo("A beginning and an end");
        job.settle("Another text");
        finish(job);
        assertThat(reader.wholeText()).isEqualTo("Another text");
        assertThat(reader.events)
                .extracting(StreamEvent::type)
                .containsExactly("token", "token", "restart", "token", "done");
    }

    @Test
    void nothingFollowsTheEnd() {
        LiveJob job = job(0);
        var reader = new Reader(job.snapshot());
        finish(job);
        job.text("late");
        job.restart("late");
        job.publish("progress", new JobEvent.Progress("1", "queued", 0, 0, null));
        finish(job);
        assertThat(reader.wholeText()).isEmpty();
        assertThat(reader.events).extracting(StreamEvent::type).containsExactly("done");
        assertThat(job.snapshot().text()).isEmpty();
    }
}
