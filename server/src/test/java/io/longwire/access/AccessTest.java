package io.longwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, over real sockets. */
class AccessTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String BODY = "topic=a&data=x";

    private LongwireServer server;

    private void start(Setting setting, String value) throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(setting, value)
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response publish(String... headers) throws IOException {
        return HttpSocket.request(server.port(), "POST", "/publish", BODY, headers);
    }

    /** HEAD is judged like GET, and has an end. */
    private int subscribe(String query, String... headers) throws IOException {
        return HttpSocket.request(server.port(), "HEAD", "/sse" + query, "", headers)
                .status();
    }

    @Test
    void publishingIsClosedUntilAKeyIsSet() throws IOException {
        start(Setting.SSE_PUBLISH_KEY, "");
        Response answer = publish(FORM, "Authorization: Bearer guess");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("SSE_PUBLISH_KEY").contains("--dev");
    }

    @Test
    void anyOfThePublishersKeysOpens() throws IOException {
        start(Setting.SSE_PUBLISH_KEY, "old, new");
        assertThat(publish(FORM, "Authorization: Bearer old").status()).isEqualTo(200);
        assertThat(publish(FORM, "Authorization: bearer new").status()).isEqualTo(200);
        Response wrong = publish(FORM, "Authorization: Bearer ol");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(publish(FORM).status()).isEqualTo(401);
        assertThat(publish(FORM, "Authorization: Basic old").status()).isEqualTo(401);
        assertThat(publish(FORM, "Authorization: Bearer old, new").status()).isEqualTo(401);
    }

    @Test
    void idempotencyKeysOfDifferentPublishersNeverMeet() throws IOException {
        start(Setting.SSE_PUBLISH_KEY, "one,two");
        String first =
                publish(FORM, "Idempotency-Key: k", "Authorization: Bearer one").body();
        String second =
                publish(FORM, "Idempotency-Key: k", "Authorization: Bearer two").body();
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void anybodyReadsWhatIsPublicAndNothingElse() throws IOException {
        start(Setting.SSE_SUBSCRIBE_KEY, "secret");
        assertThat(subscribe("")).isEqualTo(200);
        assertThat(subscribe("?topic=public/a/b")).isEqualTo(200);
        assertThat(subscribe("?topic=public/**&topic=broadcast")).isEqualTo(200);
        assertThat(subscribe("?topic=public")).isEqualTo(401);
        assertThat(subscribe("?topic=broadcast&topic=a")).isEqualTo(401);
        assertThat(subscribe("?topic=**")).isEqualTo(401);
    }

    @Test
    void theKeyOfSubscribersComesAsTokenOrCookie() throws IOException {
        start(Setting.SSE_SUBSCRIBE_KEY, "secret");
        assertThat(subscribe("?topic=a", "Authorization: Bearer secret")).isEqualTo(200);
        assertThat(subscribe("?topic=a", "Cookie: x=y; sse_key=secret")).isEqualTo(200);
        assertThat(subscribe("?topic=a", "Cookie: sse_key=wrong")).isEqualTo(401);
        assertThat(subscribe("?topic=a", "Cookie: not_sse_key=secret")).isEqualTo(401);
    }

    @Test
    void withoutAKeyThe403SaysHowToOpen() throws IOException {
        start(Setting.SSE_SUBSCRIBE_KEY, "");
        Response answer = HttpSocket.request(server.port(), "GET", "/sse?topic=a", "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("SSE_SUBSCRIBE_KEY").contains("SSE_PUBLIC_TOPICS");
    }

    @Test
    void devIsOpenToThisMachine() throws IOException {
        start(Setting.SSE_DEV, "on");
        assertThat(publish(FORM).status()).isEqualTo(200);
        assertThat(publish(FORM, "Origin: http://localhost:3000").status()).isEqualTo(200);
        assertThat(publish(FORM, "Origin: http://127.0.0.1:5001", "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(subscribe("?topic=a/**", "Sec-Fetch-Site: none")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 10.0.0.1",
                "Forwarded: for=10.0.0.1",
                "Via: 1.1 proxy",
                "X-Real-IP: 10.0.0.1",
                "Origin: https://example.com",
                "Origin: http://localhost.example.com",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void devRefusesWhatComesFromElsewhere(String header) throws IOException {
        start(Setting.SSE_DEV, "on");
        assertThat(publish(FORM, header).status()).isEqualTo(403);
        assertThat(subscribe("?topic=a", header)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "localhost.example.com", "10.0.0.1:5001", "127.0.0.1.example.com"})
    void devRefusesAHostThatIsNoLoopbackName(String host) throws IOException {
        start(Setting.SSE_DEV, "on");
        try (var http = new HttpSocket(server.port())) {
            http.send("GET /sse HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(403);
        }
    }
}
