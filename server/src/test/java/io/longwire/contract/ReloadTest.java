package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.http.HttpSocket;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What requests meet after settings were reloaded, also on connections that were open before. */
class ReloadTest {
    private static final String ORIGIN = "Origin: https://app.example";

    @RegisterExtension
    private final TestServer server = new TestServer()
            .with(Setting.SSE_DEV, "off")
            .with(Setting.SSE_HOST, "127.0.0.1")
            .with(Setting.SSE_MAX_CONNECTIONS_PER_IP, "1")
            .with(Setting.SSE_REFUSE_WITH, "status")
            .with(Setting.SSE_DRAIN_SECONDS, "1s");

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

            server.reloadWith(Map.of(Setting.SSE_TRUSTED_PROXIES, "off"));
            assertThat(second.send(stream("192.0.2.2")).readHead().status()).isEqualTo(200);
            assertThat(third.send(stream("192.0.2.3")).read().status()).isEqualTo(503);

            server.reloadWith(Map.of(Setting.SSE_TRUSTED_PROXIES, "127.0.0.0/8"));
            assertThat(third.send(stream("192.0.2.3")).readHead().status()).isEqualTo(200);
            assertThat(fourth.send(stream("192.0.2.3")).read().status()).isEqualTo(503);
        }
    }

    @Test
    void originsAreListedAndTakenOffTheList() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            assertThat(allowedOrigin(http, "GET")).isNull();
            server.reloadWith(Map.of(Setting.SSE_CORS_ORIGINS, "https://app.example"));
            assertThat(allowedOrigin(http, "GET")).isEqualTo("https://app.example");
            assertThat(allowedOrigin(http, "OPTIONS")).isEqualTo("https://app.example");
            server.reloadWith(Map.of(Setting.SSE_CORS_ORIGINS, "https://other.example"));
            assertThat(allowedOrigin(http, "GET")).isNull();
            assertThat(allowedOrigin(http, "OPTIONS")).isNull();
        }
    }
}
