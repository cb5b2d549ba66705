package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.Refusals;
import io.longwire.admission.TrustedProxies;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Behind a real nginx, where there is one: of whatever a client sends, the server serves exactly the requests that
 * nginx passed on, and their shared connection stays in step.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehindNginxTest {
    private static final List<String> PLACES = List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");
    private static final String LAST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private final AtomicInteger served = new AtomicInteger();
    private MultiThreadIoEventLoopGroup loops;
    private Channel listener;
    private Process nginx;
    private Path log;
    private int port;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        String binary = PLACES.stream()
                .filter(p -> new File(p).canExecute())
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(binary != null, "no nginx here");
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Router router = Router.builder()
                .get("/healthz", exchange -> {
                    serve(exchange, "ok\n");
                    return null;
                })
                .post("/publish", this::swallow)
                .build();
        var timeouts = new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(60));
        var trusted = TrustedProxies.of(List.of("loopback"));
        var limit = new HttpConnectionLimit(1000, () -> trusted, new Refusals());
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new HttpPipeline(router, timeouts, () -> trusted, limit, loops))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        log = directory.resolve("access.log");
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configuration(directory));
        nginx = new ProcessBuilder(binary, "-p", directory.toString(), "-c", configuration.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
        await().ignoreExceptions().until(() -> get().status() == 200);
    }

    private String configuration(Path directory) {
        return """
            daemon off; master_process off; pid nginx.pid;
            events {}
            http {
              log_format passed '$upstream_status'; access_log %1$s/access.log passed;
              client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
              uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
              client_header_timeout 3s; client_body_timeout 3s; proxy_read_timeout 5s;
              upstream app { server 127.0.0.1:%2$d; keepalive 1; }
              server {
                listen 127.0.0.1:%3$d;
                location / {
                  proxy_pass http://app; proxy_http_version 1.1; proxy_request_buffering off;
                  proxy_set_header Connection ""; proxy_set_header Host localhost;
                }
              }
            }
            """.formatted(directory, ((InetSocketAddress) listener.localAddress()).getPort(), port);
    }

    private void serve(Exchange exchange, String text) {
        served.incrementAndGet();
        exchange.answer(Answer.text(HttpResponseStatus.OK, text));
    }

    private BodyConsumer swallow(Exchange exchange) {
        return new BodyConsumer() {
            @Override
            public void piece(ByteBuf bytes) {
                // not wanted
            }

            @Override
            public void end() {
                serve(exchange, "taken\n");
            }
        };
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(10, TimeUnit.SECONDS);
        }
        if (listener != null) {
            listener.close().syncUninterruptibly();
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private HttpSocket.Response get() throws IOException {
        return HttpSocket.request(port, "GET", "/healthz", "", "Connection: close");
    }

    private long servedByNginx() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(status -> status.equals("200")).count();
        }
    }

    static Stream<Arguments> everything() {
        return Stream.concat(StrictHttpRows.whatWorks(), StrictHttpRows.whatIsRefused());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void bothCountTheSameRequests(String bytes, List<Integer> statuses) throws IOException {
        try (var http = new HttpSocket(port)) {
            http.send((bytes + LAST).getBytes(StandardCharsets.ISO_8859_1));
            http.readToAnyEnd();
        }
        for (int i = 0; i < 3; i++) {
            HttpSocket.Response answer = get();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
        await().untilAsserted(() -> assertThat((long) served.get()).isEqualTo(servedByNginx()));
    }
}
