package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.config.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectTest {
    @Test
    void streamsOfMeasuredRoundsAreCounted() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result = Connect.run(server.subject(), new Connect.Options(30, 8, 1, 2, "bench/connect"));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("streams_opened")).isEqualTo(60);
            assertThat(result.latencies().get("first byte").getTotalCount()).isEqualTo(60);
        }
    }

    @Test
    void streamThatIsRefusedEndsTheRun() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Map.of(Setting.SSE_MAX_CONNECTIONS, "5", Setting.SSE_REFUSE_WITH, "status"))) {
            assertThatThrownBy(() -> Connect.run(server.subject(), new Connect.Options(10, 1, 0, 1, "bench/connect")))
                    .isInstanceOf(BenchException.class)
                    .hasMessage("a stream was not opened: answered with status 503");
        }
    }
}
