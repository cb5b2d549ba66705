package io.longwire.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.IdleStreams;
import io.longwire.bench.load.OpenFiles;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.subject.Endpoint;
import io.longwire.bench.subject.Publishing;
import io.longwire.bench.subject.Subject;
import io.longwire.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run whose streams cannot be opened, or not all, leaves no file open and says why. */
@Timeout(60)
class FailedOpeningTest {
    private static final int STREAMS = 200;
    private static final Pace PACE = Pace.of(100, 0, 0.1);

    interface Scenario {
        void run(Subject subject) throws InterruptedException;
    }

    static Stream<Scenario> scenarios() {
        Audience audience = new Audience(STREAMS, Topics.Shape.SHARED, "bench/refused", 2);
        return Stream.of(
                subject -> Fanout.run(subject, new Fanout.Options(audience, PACE)),
                subject -> Slow.run(subject, new Slow.Options(audience, PACE, 0.5, 0, 512)),
                subject -> Storm.run(subject, new Storm.Options(audience, PACE, 1, 64, false, 5)),
                subject -> Soak.run(subject, new Soak.Options(audience, PACE, 1, 3, 512)),
                subject -> Connect.run(subject, new Connect.Options(STREAMS, 64, 0, 1, "bench/refused")),
                subject -> Heartbeat.run(subject, new Heartbeat.Options(STREAMS, 1, 2, 0, "bench/refused", 2, 0)),
                subject -> Publish.run(subject, new Publish.Options(1, 100, 0, STREAMS, "bench/refused", 0, 0.1, 2)),
                subject -> {
                    try (IdleStreams streams = new IdleStreams(subject.requests(), audience.topics())) {
                        streams.openUpTo(STREAMS);
                    }
                });
    }

    /** What is opened once and for all by what both sides load. */
    @BeforeAll
    static void runOnce() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            Fanout.run(server.subject(), new Fanout.Options(Audience.of(2), PACE));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void serverThatRefusesSomeStreams(Scenario scenario) throws Exception {
        int before = OpenFiles.count();
        try (EmbeddedServer server = new EmbeddedServer(Map.of(
                Setting.SSE_MAX_CONNECTIONS, Integer.toString(STREAMS / 2), Setting.SSE_REFUSE_WITH, "status"))) {
            assertThatThrownBy(() -> scenario.run(server.subject()))
                    .isInstanceOf(BenchException.class)
                    .hasMessage("a stream was not opened: answered with status 503");
        }
        OpenFiles.awaitAtMost(before);
    }

    @Test
    void serverThatStopsListening() throws Exception {
        int before = OpenFiles.count();
        try (ServerSocket publishedTo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Subject subject = Subject.of("http://127.0.0.1:" + unusedPort() + "/sse")
                    .publishedBy(publishing(publishedTo.getLocalPort()));
            assertThatThrownBy(() -> Fanout.run(subject, new Fanout.Options(Audience.of(STREAMS), PACE)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("a stream was not opened: cannot connect to /127.0.0.1:")
                    .hasMessageContaining("Connection refused");
        }
        OpenFiles.awaitAtMost(before);
    }

    @Test
    void addressForPublishingThatRefuses() throws Exception {
        int before = OpenFiles.count();
        try (EmbeddedServer server = new EmbeddedServer()) {
            int serving = OpenFiles.count();
            Subject subject = server.subject().publishedBy(publishing(unusedPort()));
            assertThatThrownBy(() -> Fanout.run(subject, new Fanout.Options(Audience.of(STREAMS), PACE)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("cannot connect to /127.0.0.1:");
            assertThat(OpenFiles.count()).isLessThanOrEqualTo(serving);
        }
        OpenFiles.awaitAtMost(before);
    }

    private static Publishing publishing(int port) {
        return Publishing.json(Endpoint.parse("http://127.0.0.1:" + port + "/publish"));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
