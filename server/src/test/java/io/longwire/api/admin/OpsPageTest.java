package io.longwire.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.LongwireServer;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator's page, as files over HTTP; what it does is tested in a browser. */
@Timeout(60)
class OpsPageTest {
    private LongwireServer server;

    @BeforeEach
    void start() throws IOException {
        server = LongwireServer.start(Settings.builder()
                .setAll(Map.of(
                        Setting.SSE_PORT, "0",
                        Setting.SSE_ADMIN_PORT, "any",
                        Setting.SSE_DRAIN_SECONDS, "1s"))
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Response get(String path) throws IOException {
        return HttpSocket.request(server.adminAddress().getPort(), "GET", path, "");
    }

    @Test
    void everyPartComesFromThisPortAndIsServed() throws IOException {
        Response page = get("/ops");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        List<String> parts = Pattern.compile("(?:src|href)=\"(ops/[^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(parts).containsExactlyInAnyOrder("ops/ops.css", "ops/main.js");
        assertThat(get("/ops/ops.css").header("Content-Type")).isEqualTo("text/css; charset=utf-8");
        List<String> modules = Pattern.compile("from '\\./([^']*)'")
                .matcher(get("/ops/main.js").body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(modules).hasSizeGreaterThan(3);
        for (String module : modules) {
            Response answer = get("/ops/" + module);
            assertThat(answer.status()).as(module).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        }
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws IOException {
        String page = get("/ops").body();
        assertThat(page)
                .doesNotContainPattern(
                        "(?i)<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]* src=)|javascript:|<base|<form[^>]* action=");
        String allowed = "http://www.w3.org/2000/svg";
        for (String path : List.of("/ops", "/ops/ops.css", "/ops/main.js", "/ops/chart.js", "/ops/stream.js")) {
            assertThat(get(path).body().replace(allowed, "")).as(path).doesNotContainPattern("https?://|url\\(");
        }
    }

    @Test
    void eachPartHasAStrictPolicy() throws IOException {
        for (String path : List.of("/ops", "/ops/main.js", "/ops/ops.css")) {
            Response part = get(path);
            assertThat(part.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
                            + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(part.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(part.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(part.header("Cache-Control")).isEqualTo("no-cache");
        }
    }

    @Test
    void thereAreWaysToIt() throws IOException {
        assertThat(get("/").status()).isEqualTo(302);
        assertThat(get("/").header("Location")).isEqualTo("ops");
        assertThat(get("/ops/").header("Location")).isEqualTo("../ops");
        assertThat(get("/ops/page/ops.html").status()).isEqualTo(404);
        assertThat(get("/ops/../ops").status()).isEqualTo(404);
    }

    @Test
    void clientsHaveNoneOfIt() throws IOException {
        for (String path : List.of("/ops", "/ops/", "/ops/main.js", "/ops/info")) {
            assertThat(HttpSocket.request(server.port(), "GET", path, "").status())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
