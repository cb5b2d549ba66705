package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.bench.command.SmallServer;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import io.longwire.config.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeartbeatTest {
    @Test
    void noStreamIsSilentForLong() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(Map.of(Setting.SSE_HEARTBEAT_INTERVAL, "200ms"))) {
            Result result = Heartbeat.run(server.subject(), options(0.2, 6, 5, 0));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("longest_silence_s")).isBetween(0.1, 1.0);
            assertThat(result.latencies().get("silence").getTotalCount()).isGreaterThan(60);
        }
    }

    @Test
    void serverWithoutHeartbeatsFails() throws Exception {
        try (SmallServer server = new SmallServer(0)) {
            Result result = Heartbeat.run(Subject.of(server.url()), options(0.2, 2, 1.1, 0));
            assertThat(result.failures()).singleElement().asString().startsWith("a stream was silent for ");
        }
    }

    @Test
    void heldStreamsThatCostTooMuchFail() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(Map.of(Setting.SSE_HEARTBEAT_INTERVAL, "100ms"))) {
            Result result = Heartbeat.run(server.subject(), options(0.1, 8, 7, 1e-9));
            assertThat(result.failures()).singleElement().asString().contains("of one core");
        }
    }

    private static Heartbeat.Options options(double interval, double intervals, double tolerance, double maxCpu) {
        return new Heartbeat.Options(30, interval, intervals, tolerance, "bench/idle", 1, maxCpu);
    }
}
