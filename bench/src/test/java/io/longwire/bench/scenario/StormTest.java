package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.bench.command.SmallServer;
import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StormTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allComeBackAndGetWhatTheyMissed(boolean reset) throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result = Storm.run(server.subject(), options(reset, 30));
            assertThat(result.failures()).isEmpty();
            assertThat(result.latencies().get("level").getTotalCount()).isEqualTo(40);
        }
    }

    @Test
    void serverThatKnowsNoResumingFails() throws Exception {
        try (SmallServer server = new SmallServer(0)) {
            Result result = Storm.run(Subject.of(server.url()), options(false, 2));
            assertThat(result.failures())
                    .anyMatch(failure -> failure.endsWith("events were left out, and nobody said so"));
        }
    }

    private static Storm.Options options(boolean reset, double maxSeconds) {
        return new Storm.Options(Audience.of(40), Pace.of(50, 0, maxSeconds), 20, 16, reset, maxSeconds);
    }
}
