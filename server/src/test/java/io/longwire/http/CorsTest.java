package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told about pages of other origins, on every kind of answer. */
class CorsTest {
    private static final String PAGE = "https://app.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final String KEY = "Authorization: Bearer secret";

    private @Nullable LongwireServer server;

    private void start(String origins) throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_PUBLISH_KEY, "secret")
                .set(Setting.SSE_MAX_CONNECTIONS, "1")
                .set(Setting.SSE_CORS_ORIGINS, origins)
                .build());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Response send(String method, String target, String body, String... headers) throws IOException {
        return HttpSocket.request(server.port(), method, target, body, headers);
    }

    private static void assertMayRead(Response answer, String origin) {
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(origin);
        assertThat(answer.header(ALLOW_CREDENTIALS)).isEqualTo("true");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    private static void assertMayNotRead(Response answer) {
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/healthz,'',200",
        "HEAD,/sse,'',200",
        "GET,/sse?topic=private,'',403",
        "GET,/sse?topic=a//b,'',400",
        "GET,/sse?topic=%zz,'',400",
        "GET,/nothing,'',404",
        "DELETE,/publish,'',405",
        "POST,/publish?topic=a,x,401",
        "GET,/healthz,Host: twice,400",
        "GET,/healthz,'Content-Length: 1\r\nContent-Length: 1',400",
        "GET,/healthz,'Transfer-Encoding: gzip, chunked',501",
        "GET,/healthz,Expect: tea,417"
    })
    void aListedPageMayReadEveryAnswerAndAnotherNone(String method, String target, String more, int status)
            throws IOException {
        start("http://other.example,https://app.example");
        for (String origin : List.of(PAGE, "https://foreign.example", "")) {
            try (var http = new HttpSocket(server.port())) {
                String body = more.equals("x") ? "x" : "";
                String header = origin.isEmpty() ? "X: y" : "Origin: " + origin;
                http.send(
                        more.isEmpty() || more.equals("x")
                                ? HttpSocket.text(method, target, body, header)
                                : HttpSocket.text(method, target, body, header, more));
                Response answer = http.read(method.equals("HEAD"));
                assertThat(answer.status()).isEqualTo(status);
                if (origin.equals(PAGE)) {
                    assertMayRead(answer, PAGE);
                } else {
                    assertMayNotRead(answer);
                }
            }
        }
    }

    @Test
    void streamsAndTheirRefusalsAndEndsTellIt() throws IOException {
        start(PAGE);
        try (var stream = new HttpSocket(server.port())) {
            stream.send(HttpSocket.text("GET", "/sse", "", "Origin: " + PAGE));
            assertMayRead(stream.readHead(), PAGE);
            Response refusal = send("GET", "/sse", "", "Accept: text/event-stream", "Origin: " + PAGE);
            assertThat(refusal.status()).isEqualTo(200);
            assertThat(refusal.body()).contains("retry: ");
            assertMayRead(refusal, PAGE);
            Response status = send("GET", "/sse", "", "Origin: " + PAGE);
            assertThat(status.status()).isEqualTo(503);
            assertMayRead(status, PAGE);
            assertThat(status.header("Access-Control-Expose-Headers")).contains("Retry-After");
            assertMayNotRead(send("GET", "/sse", "", "Accept: text/event-stream", "Origin: https://foreign.example"));
        }
        server.hub()
                .publish(List.of(new Event(List.of("public/a"), null, "x", null, -1, true)), null)
                .join();
        String end = server.hub().render(server.hub().log().view().headId());
        Response over = send("GET", "/sse?topic=public/a", "", "Last-Event-ID: " + end, "Origin: " + PAGE);
        assertThat(over.status()).isEqualTo(204);
        assertMayRead(over, PAGE);
    }

    @Test
    void aPreflightIsAnsweredWithoutAKey() throws IOException {
        start(PAGE);
        String[] asks = {"Origin: " + PAGE, "Access-Control-Request-Method: POST"};
        Response publish = send("OPTIONS", "/publish", "", asks);
        assertThat(publish.status()).isEqualTo(204);
        assertMayRead(publish, PAGE);
        assertThat(publish.header("Access-Control-Allow-Methods")).isEqualTo("POST");
        assertThat(publish.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Cache-Control, Last-Event-ID, Content-Type, Idempotency-Key");
        assertThat(publish.header("Access-Control-Max-Age")).isEqualTo("7200");
        Response stream = send("OPTIONS", "/sse", "", asks);
        assertThat(stream.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
        assertThat(stream.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Cache-Control, Last-Event-ID");
        assertMayNotRead(send("OPTIONS", "/publish", "", "Origin: https://foreign.example", asks[1]));
        Response published = send(
                "POST",
                "/publish",
                "topic=a&data=x",
                KEY,
                "Origin: " + PAGE,
                "Content-Type: application/x-www-form-urlencoded");
        assertThat(published.status()).isEqualTo(200);
        assertMayRead(published, PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://APP.example:443,https://app.example,true",
        "https://app.example,HTTPS://App.Example:443,true",
        "http://app.example:80,http://app.example,true",
        "https://app.example:80,https://app.example,false",
        "http://localhost:3000,http://localhost:3000,true",
        "http://localhost:3000,http://localhost:3001,false",
        "http://localhost:3000,http://localhost,false",
        "https://app.example,http://app.example,false",
        "https://app.example,https://app.example.evil,false",
        "https://app.example,https://sub.app.example,false",
        "https://app.example,https://app.example/,false",
        "https://app.example,https://app_example,false",
        "https://app.example,null,false",
        "http://[::1]:3000,http://[::1]:3000,true",
        "capacitor://localhost,capacitor://localhost,true"
    })
    void originsAreComparedWhole(String listed, String sent, boolean allowed) throws IOException {
        start(listed);
        Response answer = send("GET", "/healthz", "", "Origin: " + sent);
        if (allowed) {
            assertMayRead(answer, sent);
        } else {
            assertMayNotRead(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "null"})
    void withAStarAnyPageMayReadButCookiesDoNotGoWithIt(String origin) throws IOException {
        start("*");
        Response answer = send("GET", "/sse?topic=private", "", "Origin: " + origin);
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("*");
        assertThat(answer.header(ALLOW_CREDENTIALS)).isNull();
        Response preflight =
                send("OPTIONS", "/publish", "", "Origin: " + origin, "Access-Control-Request-Method: POST");
        assertThat(preflight.header(ALLOW_ORIGIN)).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "off"})
    void unlessOriginsAreListedThereIsNoSuchHeader(String setting) throws IOException {
        start(setting);
        for (Response answer : List.of(
                send("GET", "/healthz", "", "Origin: " + PAGE),
                send("HEAD", "/sse", "", "Origin: " + PAGE),
                send("OPTIONS", "/sse", "", "Origin: " + PAGE, "Access-Control-Request-Method: GET"))) {
            assertThat(answer.headers().getOrDefault("Vary", "")).doesNotContain("Origin");
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/",
                "app.example",
                "*,https://app.example",
                "off,*",
                "null",
                "https://*.example"
            })
    void whatIsNoOriginStopsTheStart(String setting) {
        assertThatThrownBy(() -> start(setting))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("SSE_CORS_ORIGINS");
    }

    @Test
    void aStrangersPageGetsNothingFromATrialServerWhoeverIsListed() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .set(Setting.SSE_CORS_ORIGINS, "http://localhost:3000,https://app.example")
                .build());
        assertMayRead(
                send("GET", "/healthz", "", "Origin: http://localhost:3000", "Sec-Fetch-Site: same-site"),
                "http://localhost:3000");
        Response foreign = send("GET", "/healthz", "", "Origin: " + PAGE);
        assertThat(foreign.status()).isEqualTo(403);
        assertMayRead(foreign, PAGE); // the reason
    }
}
