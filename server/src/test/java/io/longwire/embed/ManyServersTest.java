package io.longwire.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.log.Memory;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers in one JVM know nothing of each other, and leave nothing behind. */
@Timeout(60)
class ManyServersTest {
    private final Set<Thread> threadsBefore = serverThreads();
    private final long memoryBefore = Memory.allocatedBytes();

    private static LongwireServer start(String port) throws IOException {
        return LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, port)
                .set(Setting.SSE_DEV, "on")
                .build());
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("longwire-"))
                .collect(Collectors.toSet());
    }

    @Test
    void closingOneLeavesTheOther() throws IOException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        var ofOne = new RecordingListener();
        var ofOther = new RecordingListener();
        LongwireServer one = start("0");
        LongwireServer other = start("0");
        try {
            assertThat(one.port()).isNotEqualTo(other.port());
            one.subscribe(List.of("a"), SubscribeOptions.live(), executor, ofOne);
            other.subscribe(List.of("a"), SubscribeOptions.live(), executor, ofOther);
            String id = Soon.get(one.publish(Event.of("a", null, "for one")));
            await().until(() -> ofOne.events.size() == 1);
            one.close();
            Soon.get(other.publish(Event.of("a", null, "for the other")));
            await().until(() -> ofOther.events.size() == 1);
            assertThat(ofOther.data()).containsExactly("for the other");
            assertThat(HttpSocket.request(other.port(), "GET", "/readyz", "").status())
                    .isEqualTo(200);
            var resumed = new RecordingListener();
            other.subscribe(List.of("a"), SubscribeOptions.after(id), executor, resumed);
            await().until(() -> resumed.notices.contains("resync other-log"));
        } finally {
            one.close();
            other.close();
            executor.shutdownNow();
        }
        leavesNothingBehind();
    }

    @Test
    void aServerThatCannotStartLeavesNothingBehind() throws IOException {
        try (LongwireServer one = start("0")) {
            assertThatThrownBy(() -> start(Integer.toString(one.port()))).isInstanceOf(BindException.class);
        }
        Route clash = Route.of("POST", "/sse", Runnable::run, request -> RouteAnswer.text(200, ""));
        assertThatThrownBy(() -> LongwireServer.builder()
                        .settings(Settings.builder()
                                .set(Setting.SSE_PORT, "0")
                                .set(Setting.SSE_DEV, "on")
                                .build())
                        .route(clash)
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/sse");
        leavesNothingBehind();
    }

    private void leavesNothingBehind() {
        await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(threadsBefore));
        assertThat(Memory.allocatedBytes()).isEqualTo(memoryBefore);
    }
}
