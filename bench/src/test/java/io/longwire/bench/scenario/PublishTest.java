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
class PublishTest {
    @Test
    void acknowledgedEventsAreInTheLog() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result =
                    Publish.run(server.subject(), new Publish.Options(3, 100, 10, 5, "bench/publish", 0, 0.3, 1));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("events_acknowledged")).isPositive();
            assertThat(server.server().stats().eventsPublished())
                    .isGreaterThanOrEqualTo((long) result.value("events_acknowledged"));
        }
    }

    @Test
    void refusalEndsTheRun() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Map.of(Setting.SSE_DEV, "off", Setting.SSE_PUBLISH_KEY, "not-given"))) {
            assertThatThrownBy(() -> Publish.run(server.subject(), Publish.Options.of(1, 0, 5)))
                    .isInstanceOf(BenchException.class)
                    .hasMessage("publishing failed: answered with status 401");
        }
    }
}
