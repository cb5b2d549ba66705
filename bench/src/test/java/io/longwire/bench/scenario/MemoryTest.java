package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import io.longwire.config.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryTest {
    private static final List<Integer> SIZES = List.of(10, 40);

    @Test
    void streamsOfOwnTopicsAreHeldBySeveralProcesses() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(Map.of(Setting.SSE_ADMIN_PORT, "0"))) {
            Memory.Options options =
                    new Memory.Options(SIZES, Topics.Shape.OWN, "bench/idle", false, false, 2, 0.1, List.of());
            Result result = Memory.run(server.subject(), options);
            assertThat(result.failures()).isEmpty();
            assertThat(server.server().stats().acceptedConnections()).isGreaterThanOrEqualTo(40);
            assertThat(result.has("live_heap_per_stream_b")).isTrue();
            assertThat(result.has("kernel_all_slab_both_ends_per_stream_b")).isTrue();
            assertThat(result.has("server_cpu_while_idle_of_one_core")).isTrue();
            assertThat(result.notes()).anyMatch(note -> note.startsWith("direct memory is not measured"));
        }
    }

    @Test
    void streamThatTheServerEndsFails() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(Map.of(Setting.SSE_MAX_STREAM_AGE, "1s"))) {
            Memory.Options options =
                    new Memory.Options(SIZES, Topics.Shape.SHARED, "bench/idle", false, false, 1, 2, List.of());
            Result result = Memory.run(server.subject(), options);
            assertThat(result.failures()).singleElement().asString().endsWith("streams ended before the run did");
        }
    }

    @Test
    void failureOfAProcessIsToldInItsWords() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Map.of(Setting.SSE_MAX_CONNECTIONS, "5", Setting.SSE_REFUSE_WITH, "status"))) {
            Memory.Options options =
                    new Memory.Options(SIZES, Topics.Shape.SHARED, "bench/idle", false, false, 2, 0, List.of());
            assertThatThrownBy(() -> Memory.run(server.subject(), options))
                    .isInstanceOf(BenchException.class)
                    .hasMessage("a stream was not opened: answered with status 503");
        }
    }

    @Test
    void pageWithoutMetricsIsNamed() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            URI page = URI.create(server.url().replace("/sse", "/healthz"));
            Memory.Options options =
                    new Memory.Options(SIZES, Topics.Shape.SHARED, "bench/idle", false, false, 1, 0, List.of(page));
            assertThatThrownBy(() -> Memory.run(server.subject(), options))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining(page.toString());
        }
    }

    @Test
    void eventForEachNeedsOneServer() {
        Memory.Options options = new Memory.Options(SIZES, Topics.Shape.OWN, "bench/idle", true, false);
        Subject one =
                Subject.of("http://127.0.0.1:1/sse", ProcessHandle.current().pid());
        Subject two = new Subject(
                List.of(one.streams().get(0), one.streams().get(0)), one.publishing(), List.of(), one.pids());
        assertThatThrownBy(() -> Memory.run(two, options)).hasMessageContaining("several URLs");
    }
}
