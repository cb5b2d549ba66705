package io.longwire.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.embed.SubscribeOptions;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /metrics}, and the files that name its metrics. */
@Timeout(60)
class MetricsTest {
    /** What Prometheus 2 and 3 send, roughly. */
    private static final String PROMETHEUS = "Accept: application/vnd.google.protobuf;proto=io.prometheus.client"
            + ".MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,"
            + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .setAll(Map.of(
                        Setting.SSE_PORT, "0",
                        Setting.SSE_ADMIN_PORT, "any",
                        Setting.SSE_DEV, "on",
                        Setting.SSE_MAX_CONNECTIONS, "2",
                        Setting.SSE_DRAIN_SECONDS, "1s"))
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response scrape(String... headers) throws IOException {
        return HttpSocket.request(server.adminAddress().getPort(), "GET", "/metrics", "", headers);
    }

    private String text() throws IOException {
        return scrape().body();
    }

    /** A sample, named as it stands in the text. */
    private double sample(String name) throws IOException {
        String text = text();
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertThat(line.find()).as("%s in %s", name, text).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private void awaitSample(String name, double value) {
        Awaitility.await(name).untilAsserted(() -> assertThat(sample(name)).isEqualTo(value));
    }

    private HttpSocket stream(String query, String... headers) throws IOException {
        HttpSocket stream = new HttpSocket(server.port()).send(HttpSocket.text("GET", "/sse?" + query, "", headers));
        stream.readTo("event: connected");
        return stream;
    }

    @Test
    void isNotWithinReachOfClients() throws IOException {
        for (String path : List.of("/metrics", "/metrics/", "/sse/metrics", "//metrics", "/%6detrics")) {
            assertThat(HttpSocket.request(server.port(), "GET", path, "").status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(scrape().status()).isEqualTo(200);
        assertThat(HttpSocket.request(server.adminAddress().getPort(), "POST", "/metrics", "")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void speaksTheFormatThatIsAskedFor() throws IOException {
        Response plain = scrape();
        assertThat(plain.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body())
                .contains("# TYPE longwire_events_published_total counter")
                .doesNotContain("# EOF");
        Response open = scrape(PROMETHEUS);
        assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body())
                .contains("# TYPE longwire_events_published counter")
                .endsWith("# EOF\n");
        assertThat(scrape("Accept: text/html").header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void everyMetricHasHelpAndAConventionalName() throws IOException {
        String text = text();
        Matcher types =
                Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE).matcher(text);
        int longwires = 0;
        while (types.find()) {
            String name = types.group(1);
            assertThat(text).contains("# HELP " + name + " ");
            if (name.startsWith("longwire_")) {
                longwires++;
                assertThat(name.endsWith("_total"))
                        .as(name)
                        .isEqualTo(types.group(2).equals("counter"));
                assertThat(name).doesNotContain("millis").doesNotContain("_ms");
            }
        }
        assertThat(longwires).isGreaterThan(25);
        assertThat(text).contains("jvm_memory_used_bytes").contains("longwire_build_info{version=");
    }

    @Test
    void thePageOfMetricsNamesThemAllAndNoOthers() throws IOException {
        Set<String> real = names(text());
        Set<String> written = mentioned(Path.of("..", "docs", "metrics.md"));
        assertThat(written)
                .containsAll(real.stream()
                        .filter(name -> name.startsWith("longwire_"))
                        .toList());
        assertThat(real).containsAll(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "grafana-dashboard.json"})
    void whatIsMadeForOperatorsNamesRealMetrics(String file) throws IOException {
        Set<String> named = mentioned(Path.of("..", "docker", file));
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(names(text())).containsAll(named);
    }

    /** Names of metrics, without what a histogram adds to its own. */
    private static Set<String> names(String text) {
        return Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> mentioned(Path file) throws IOException {
        return Pattern.compile("\\b((?:longwire|jvm|process)_[a-z_]+)")
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1).replaceFirst("_bucket$", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void countsStreamsEventsAndLatency() throws Exception {
        try (HttpSocket stream = stream("topic=a")) {
            assertThat(sample("longwire_connections_active")).isEqualTo(1);
            assertThat(sample("longwire_connections_max")).isEqualTo(2);
            server.publish(List.of(Event.of("a", null, "1"), Event.of("a", null, "2")))
                    .join();
            stream.readTo("data: 2");
            awaitSample("longwire_deliveries_total", 2);
            assertThat(sample("longwire_events_published_total")).isEqualTo(2);
            assertThat(sample("longwire_sent_bytes_total")).isPositive();
            assertThat(sample("longwire_log_events")).isEqualTo(2);
            assertThat(sample("longwire_log_topics")).isEqualTo(1);
            assertThat(sample("longwire_log_bytes")).isEqualTo(sample("longwire_log_appended_bytes_total"));
            assertThat(sample("longwire_log_max_bytes")).isGreaterThan(sample("longwire_log_bytes"));
            assertThat(sample("longwire_http_connections")).isZero();
            // Latencies are taken once a second.
            awaitSample("longwire_delivery_latency_seconds_count", 2);
            assertThat(sample("longwire_delivery_latency_seconds_bucket{le=\"+Inf\"}"))
                    .isEqualTo(2);
            assertThat(sample("longwire_delivery_latency_seconds_bucket{le=\"10.0\"}"))
                    .isEqualTo(2);
            assertThat(sample("longwire_delivery_latency_seconds_sum")).isBetween(0.0, 10.0);
        }
        awaitSample("longwire_connections_active", 0);
        double closed = sample("longwire_connections_closed_total{reason=\"client-closed\"}")
                + sample("longwire_connections_closed_total{reason=\"reset\"}");
        assertThat(closed).isEqualTo(1, within(0.0));
        assertThat(sample("longwire_connections_accepted_total")).isEqualTo(1);
    }

    @Test
    void countsRefusalsResumesAndResyncsByReason() throws Exception {
        String first = server.publish(Event.of("a", null, "1")).join();
        try (HttpSocket resumed = stream("topic=a", "Last-Event-ID: " + first);
                HttpSocket resynced = stream("topic=a", "Last-Event-ID: nobody-knows")) {
            assertThat(HttpSocket.request(server.port(), "GET", "/sse", "", "Accept: */*")
                            .status())
                    .isEqualTo(503);
            assertThat(sample("longwire_resumes_total")).isEqualTo(1);
            assertThat(sample("longwire_resyncs_total{reason=\"unknown-id\"}")).isEqualTo(1);
            assertThat(sample("longwire_resyncs_total{reason=\"overrun\"}")).isZero();
            assertThat(sample("longwire_connections_rejected_total{reason=\"max-connections\"}"))
                    .isEqualTo(1);
            assertThat(sample("longwire_connections_rejected_total{reason=\"per-ip\"}"))
                    .isZero();
            assertThat(resumed.hasAnswer()).isTrue();
            assertThat(resynced.hasAnswer()).isTrue();
        }
    }

    @Test
    void countsSubscriptionsOfThisProcessApart() throws IOException {
        var subscription = server.subscribe(List.of("a"), SubscribeOptions.live(), Runnable::run, event -> {});
        assertThat(sample("longwire_subscriptions")).isEqualTo(1);
        assertThat(sample("longwire_connections_active")).isZero();
        subscription.close();
        awaitSample("longwire_subscriptions", 0);
    }
}
