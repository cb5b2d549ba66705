package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.bench.command.SmallServer;
import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SoakTest {
    @Test
    void streamsComeAndGoAndNothingIsLost() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result = Soak.run(server.subject(), options(1, 64));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("streams_that_came_back")).isPositive();
            assertThat(result.value("deliveries")).isEqualTo(20 * result.value("events_published"));
            assertThat(result.has("live_heap_slope_mib_h")).isTrue();
        }
    }

    @Test
    void heapThatGrowsTooMuchFails() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result = Soak.run(server.subject(), options(1, -1_000_000));
            assertThat(result.failures()).singleElement().asString().startsWith("the live heap grew by ");
        }
    }

    @Test
    void eventThatIsMissedFails() throws Exception {
        try (SmallServer server = new SmallServer(9)) {
            Soak.Options options = new Soak.Options(Audience.of(3), Pace.of(50, 0, 1), 0, 3, 16);
            Result result = Soak.run(Subject.of(server.url()), options);
            assertThat(result.failures()).containsExactly("1 events were left out, and nobody said so");
        }
    }

    private static Soak.Options options(double seconds, double maxHeapGrowth) {
        return new Soak.Options(Audience.of(20), Pace.of(50, 0, seconds), 5, 3, maxHeapGrowth);
    }
}
