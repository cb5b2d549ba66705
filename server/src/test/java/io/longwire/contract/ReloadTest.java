package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests meet after settings were reloaded, also on connections that were open before. */
class ReloadTest {
    private static final String ORIGIN = "Origin: https://app.example";

    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(settings("loopback", ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Settings settings(String proxies, String origins) {
        return Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_PUBLISH_KEY, "k")
                .set(Setting.SSE_MAX_CONNECTIONS_PER_IP, "1")
                .set(Setting.SSE_REFUSE_WITH, "status")
                .set(Setting.SSE_DRAIN_SECONDS, "1s")
                .set(Setting.SSE_TRUSTED_PROXIES, proxies)
                .set(Setting.SSE_CORS_ORIGINS, origins)
                .build();
    }

    private static String stream(String client) {
        return HttpSocket.text("GET", "/sse", "", "X-Forwarded-For: " + client);
    }

    private static String allowedOrigin(HttpSocket http, String method) throws IOException {
        http.send(HttpSocket.text(method, "/healthz", "", ORIGIN, "Access-Control-Request-Method: GET"));
        return http.read().header("Access-Control-Allow-Origin");
    }

    @Test
    void aProxyThatIsTrustedNoMoreIsItselfTheClient() throws IOException {
        try (var first = new HttpSocket(server.port());
                var second = new HttpSocket(server.port());
                var third = new HttpSocket(server.port());
                var fourth = new HttpSocket(server.port())) {
            assertThat(first.send(stream("192.0.2.1")).readHead().status()).isEqualTo(200);
            assertThat(second.send(HttpSocket.text("GET", "/healthz", ""))
                            .read()
                            .status())
                    .isEqualTo(200);

            server.reload(settings("off", ""));
            assertThat(second.send(stream("192.0.2.2")).readHead().status()).isEqualTo(200);
            assertThat(third.send(stream("192.0.2.3")).read().status()).isEqualTo(503);

            server.reload(settings("127.0.0.0/8", ""));
            assertThat(third.send(stream("192.0.2.3")).readHead().status()).isEqualTo(200);
            assertThat(fourth.send(stream("192.0.2.3")).read().status()).isEqualTo(503);
        }
    }

    @Test
    void originsAreListedAndTakenOffTheList() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            assertThat(allowedOrigin(http, "GET")).isNull();
            server.reload(settings("loopback", "https://app.example"));
            assertThat(allowedOrigin(http, "GET")).isEqualTo("https://app.example");
            assertThat(allowedOrigin(http, "OPTIONS")).isEqualTo("https://app.example");
            server.reload(settings("loopback", "https://other.example"));
            assertThat(allowedOrigin(http, "GET")).isNull();
            assertThat(allowedOrigin(http, "OPTIONS")).isNull();
        }
    }
}
