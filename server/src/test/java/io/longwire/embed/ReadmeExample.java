package io.longwire.embed;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the readme shows. */
final class ReadmeExample {
    private ReadmeExample() {}

    /** What the subscription got. */
    static List<String> run() throws Exception {
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Settings settings = Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .build();
        try (LongwireServer server = LongwireServer.start(settings)) {
            server.subscribe(List.of("demo"), SubscribeOptions.live(), executor, event -> got.add(event.data()));
            server.publish(Event.of("demo", null, "hello")).join(); // it can be read now
        }
        List<String> seen = List.of(String.valueOf(got.poll(20, TimeUnit.SECONDS)));
        executor.shutdownNow();
        return seen;
    }
}
