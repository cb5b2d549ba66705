package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.config.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowTest {
    private static final Audience TEN = Audience.of(10);
    private static final Pace FAT = Pace.of(100, 0.1, 0.5).withBytes(60_000);

    @Test
    void readersGetEverythingAndSlowOnesWhatIsAnnounced() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(Map.of(Setting.SSE_MAX_LAG, "1MiB"))) {
            Result result = Slow.run(server.subject(), new Slow.Options(TEN, FAT, 0.3, 0, 512));
            assertThat(result.failures()).isEmpty();
            assertThat(result.value("of_them_not_reading")).isEqualTo(3);
            assertThat(result.value("missing")).isZero();
            assertThat(result.value("resyncs_of_slow_ones")).isPositive();
            assertThat(result.has("pss_growth_for_each_not_reading_mib")).isTrue();
            assertThat(result.notes()).anyMatch(note -> note.startsWith("too little was left unread"));
        }
    }

    @Test
    void latencyThatRisesTooFarFails() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Result result = Slow.run(server.subject(), new Slow.Options(TEN, FAT, 0.3, 1e-6, 512));
            assertThat(result.failures()).singleElement().asString().startsWith("the readers' p99 rose to ");
        }
    }

    @Test
    void everybodySlowIsRefused() {
        assertThatThrownBy(() -> new Slow.Options(TEN, FAT, 1, 0, 64)).isInstanceOf(BenchException.class);
    }
}
