package io.longwire.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.longwire.LongwireServer;
import io.longwire.admission.CapturedLog;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of the embedder's own. */
@Timeout(60)
class RouteTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ExecutorService oneThread = Executors.newSingleThreadExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.builder()
                .settings(Settings.builder()
                        .set(Setting.SSE_PORT, "0")
                        .set(Setting.SSE_DEV, "on")
                        .set(Setting.SSE_REQUEST_LOOPS, "1")
                        .set(Setting.SSE_DRAIN_SECONDS, "1s")
                        .build())
                .route(route(
                        "GET",
                        "/",
                        request -> RouteAnswer.html(200, "<p>hello " + request.query("name"))
                                .with("Cache-Control", "max-age=60")
                                .with("X-Own", "1")))
                .route(new Route(
                        "POST",
                        "/echo",
                        100,
                        Duration.ofSeconds(30),
                        executor,
                        request -> RouteAnswer.text(
                                201,
                                request.method() + " " + request.path() + " " + request.header("x-name") + " "
                                        + request.queryAll("q") + " " + request.text())))
                .route(route("DELETE", "/echo", request -> RouteAnswer.of(204, "text/plain", new byte[0])))
                .route(route("GET", "/files/*", request -> RouteAnswer.text(200, "file " + request.path())))
                .route(route("GET", "/files/deep/*", request -> RouteAnswer.text(200, "deep " + request.path())))
                .route(route("GET", "/files/whole", request -> RouteAnswer.text(200, "whole")))
                .route(route("GET", "/sse/*", request -> RouteAnswer.text(200, "below")))
                .route(route("GET", "/same", request -> RouteAnswer.of(304, "text/plain", new byte[0])))
                .route(route("GET", "/fails", request -> {
                    throw new IOException("on purpose");
                }))
                .route(route("GET", "/blocks", request -> {
                    blocked.await();
                    return RouteAnswer.text(200, "at last");
                }))
                .route(Route.of("GET", "/late", oneThread, request -> {
                            calls.incrementAndGet();
                            blocked.await();
                            return RouteAnswer.text(200, "too late");
                        })
                        .withTimeout(Duration.ofMillis(300)))
                .route(Route.of(
                        "GET",
                        "/full",
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        request -> RouteAnswer.text(200, "")))
                .start();
    }

    private Route route(String method, String path, RouteHandler handler) {
        return Route.of(method, path, executor, handler);
    }

    @AfterEach
    void stop() {
        blocked.countDown();
        server.close();
        executor.shutdownNow();
        oneThread.shutdownNow();
    }

    private Response request(String method, String target, String body, String... headers) throws IOException {
        return HttpSocket.request(server.port(), method, target, body, headers);
    }

    @Test
    void answersBesideTheServersOwnPaths() throws IOException {
        Response page = request("GET", "/?name=J%C3%B6rg", "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<p>hello J\u00f6rg");
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("max-age=60");
        assertThat(page.header("X-Own")).isEqualTo("1");
        assertThat(request("HEAD", "/", "").status()).isEqualTo(200);
        assertThat(request("GET", "/healthz", "").status()).isEqualTo(200);
    }

    @Test
    void theServersPageMakesRoomWhateverTheMethod() throws IOException {
        Settings settings = Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "on")
                .build();
        Route own = route("POST", "/", request -> RouteAnswer.text(200, "taken"));
        try (var other = LongwireServer.builder().settings(settings).route(own).start()) {
            assertThat(HttpSocket.request(other.port(), "POST", "/", "x").body())
                    .isEqualTo("taken");
            Response get = HttpSocket.request(other.port(), "GET", "/", "");
            assertThat(get.status()).isEqualTo(405);
            assertThat(get.header("Allow")).isEqualTo("POST, OPTIONS");
        }
    }

    @Test
    void givesTheWholeRequest() throws IOException {
        Response answer = request("POST", "/echo?q=1&q=2%2F", "h\u00e9llo", "X-Name: \u00e9");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("POST /echo \u00e9 [1, 2/] h\u00e9llo");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aPathThatEndsInAStarStandsForWhatIsNotServedOtherwise() throws IOException {
        assertThat(request("GET", "/files/a%20b/c", "").body()).isEqualTo("file /files/a b/c");
        assertThat(request("GET", "/files/deep/a", "").body()).isEqualTo("deep /files/deep/a");
        assertThat(request("GET", "/files/deep/", "").body()).isEqualTo("file /files/deep/");
        assertThat(request("GET", "/files/whole", "").body()).isEqualTo("whole");
        assertThat(request("GET", "/sse/health", "").body()).startsWith("{");
        assertThat(request("GET", "/sse/other", "").body()).isEqualTo("below");
        assertThat(request("GET", "/files", "").status()).isEqualTo(404);
        assertThat(request("GET", "/files/", "").status()).isEqualTo(404);
        assertThat(request("DELETE", "/files/a", "").status()).isEqualTo(405);
    }

    @Test
    void aMethodThatIsNotServedIsSaidSo() throws IOException {
        assertThat(request("DELETE", "/echo", "").status()).isEqualTo(204);
        Response refused = request("GET", "/echo", "");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("POST").contains("DELETE");
        assertThat(request("GET", "/?name=%ff", "").status()).isEqualTo(400);
    }

    @Test
    void whatHasNotChangedHasNoLength() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            Response same = http.send(HttpSocket.text("GET", "/same", "")).read(true);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.header("Content-Length")).isNull();
            assertThat(http.send(HttpSocket.text("GET", "/?name=next", ""))
                            .read()
                            .body())
                    .isEqualTo("<p>hello next");
        }
    }

    @Test
    void aBodyHasABound() throws IOException {
        assertThat(request("POST", "/echo", "x".repeat(100)).status()).isEqualTo(201);
        Response announced = request("POST", "/echo", "x".repeat(101));
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.body()).contains("100 bytes");
        try (var http = new HttpSocket(server.port())) {
            http.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + "40\r\n"
                    + "x".repeat(64) + "\r\n40\r\n" + "x".repeat(64) + "\r\n0\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(413);
        }
    }

    @Test
    void aHandlerThatBlocksHoldsUpNobody() throws IOException {
        try (var waiting = new HttpSocket(server.port())) {
            waiting.send(HttpSocket.text("GET", "/blocks", ""));
            assertThat(request("GET", "/healthz", "").status()).isEqualTo(200);
            assertThat(request("GET", "/", "").status()).isEqualTo(200);
            blocked.countDown();
            assertThat(waiting.read().body()).isEqualTo("at last");
            waiting.send(HttpSocket.text("GET", "/", ""));
            assertThat(waiting.read().status()).isEqualTo(200);
        }
    }

    @Test
    void aHandlerThatDoesNotAnswerIsAnsweredForAndOneThatWasNotReachedIsNotCalled() throws Exception {
        try (var log = new CapturedLog("io.longwire.http.EmbeddedRoute");
                var first = new HttpSocket(server.port());
                var second = new HttpSocket(server.port())) {
            first.send(HttpSocket.text("GET", "/late", ""));
            await().until(() -> calls.get() == 1);
            second.send(HttpSocket.text("GET", "/late", ""));
            for (HttpSocket http : List.of(first, second)) {
                Response late = http.read();
                assertThat(late.status()).isEqualTo(504);
                assertThat(late.header("Content-Type")).isEqualTo("application/problem+json");
            }
            assertThat(log.lines())
                    .containsExactly(
                            "GET /late gave no answer within 300 ms", "GET /late gave no answer within 300 ms");

            blocked.countDown();
            oneThread.submit(() -> {}).get();
            assertThat(calls).hasValue(1);
            // What the handler said at last is not taken for the answer to the next request.
            assertThat(first.send(HttpSocket.text("GET", "/?name=next", ""))
                            .read()
                            .body())
                    .isEqualTo("<p>hello next");
        }
    }

    @Test
    void whatGoesWrongIsAnsweredAndTheConnectionGoesOn() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            Response failed = http.send(HttpSocket.text("GET", "/fails", "")).read();
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("on purpose");
            Response full = http.send(HttpSocket.text("GET", "/full", "")).read();
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.header("Retry-After")).isEqualTo("1");
            assertThat(http.send(HttpSocket.text("GET", "/", "")).read().status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse", "/publish", "/healthz", "/twice"})
    void aClashIsAnErrorAtTheStart(String path) {
        LongwireServer.Builder builder = LongwireServer.builder()
                .settings(Settings.builder()
                        .set(Setting.SSE_PORT, "0")
                        .set(Setting.SSE_DEV, "on")
                        .build());
        builder.route(route("PUT", path, request -> RouteAnswer.text(200, "")));
        builder.route(route("PUT", path, request -> RouteAnswer.text(200, "")));
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @CsvSource({"HEAD,/x", "OPTIONS,/x", "get,/x", "GET,x", "GET,/a?b", "GET,/a b", "GET,''", "GET,/a*", "GET,/*/b"})
    void whatCanBeNoRouteIsRefused(String method, String path) {
        assertThatThrownBy(() -> route(method, path, request -> RouteAnswer.text(200, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
    void aTimeoutIsABoundThatCanBeMet(String timeout) {
        Route route = route("GET", "/x", request -> RouteAnswer.text(200, ""));
        assertThatThrownBy(() -> route.withTimeout(Duration.parse(timeout)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeout");
    }

    @Test
    void anAnswerCannotBreakTheConnection() {
        RouteAnswer answer = RouteAnswer.text(200, "x");
        assertThatThrownBy(() -> answer.with("X-A", "b\r\nSet-Cookie: c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer.with("X A", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer.with("Content-Length", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer.with("transfer-encoding", "chunked"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RouteAnswer.of(200, "text/plain\r\nX: y", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RouteAnswer.text(101, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RouteAnswer.text(304, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
