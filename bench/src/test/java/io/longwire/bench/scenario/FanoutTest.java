package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.command.SmallServer;
import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of {@link Fanout} and {@link Latency}, which is the same by a schedule. */
@Timeout(60)
class FanoutTest {
    private static final Pace FIFTY = Pace.of(100, 0.1, 0.5);

    @ParameterizedTest
    @EnumSource
    void everySubscriberGetsEveryEventOfItsTopics(Topics.Shape shape) throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Audience audience = new Audience(20, shape, "bench/fanout", 2);
            Result result = Latency.run(server.subject(), new Fanout.Options(audience, FIFTY));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("events_published")).isEqualTo(50);
            assertThat(result.value("deliveries")).isEqualTo(shape == Topics.Shape.OWN ? 50 : 1_000);
            assertThat(result.latencies().get("latency").getTotalCount()).isEqualTo((long) result.value("deliveries"));
        }
    }

    @Test
    void flatOutNothingIsLostEither() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Pace flatOut = new Pace(0, 0.1, 0.3, 100, 10, 100);
            Result result = Fanout.run(server.subject(), new Fanout.Options(Audience.of(20), flatOut));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("deliveries")).isEqualTo(20 * result.value("events_published"));
        }
    }

    @Test
    void eventThatIsMissedFails() throws Exception {
        try (SmallServer server = new SmallServer(9)) {
            Result result =
                    Latency.run(Subject.of(server.url()), new Fanout.Options(Audience.of(3), Pace.of(100, 0, 0.3)));
            assertThat(result.failures()).containsExactly("1 events were left out, and nobody said so");
        }
    }

    @Test
    void eventThatComesTwiceFails() throws Exception {
        try (SmallServer server = new SmallServer(0, 9)) {
            Result result =
                    Fanout.run(Subject.of(server.url()), new Fanout.Options(Audience.of(3), Pace.of(100, 0, 0.3)));
            assertThat(result.failures()).containsExactly("3 events came twice or out of order");
        }
    }

    @Test
    void latencyNeedsASchedule() {
        Fanout.Options flatOut = new Fanout.Options(Audience.of(1), Pace.of(0, 0, 1));
        assertThatThrownBy(() -> Latency.run(Subject.of("http://127.0.0.1:1/sse"), flatOut))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("a rate above 0");
    }
}
