package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at {@code /}. */
class FrontPageTest {
    /** What Chromium sends for a page. */
    private static final String BROWSER =
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

    @RegisterExtension
    private final TestServer server =
            new TestServer().with(Setting.SSE_DEV, "off").with(Setting.SSE_PUBLISH_KEY, "k");

    @Test
    void aBrowserGetsAPageThatLoadsNothing() throws IOException {
        Response page = server.get("/", BROWSER);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none';");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Vary")).isEqualTo("Accept");
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .contains("<meta name=\"color-scheme\" content=\"light dark\">")
                .doesNotContain("<script", "<style", "<link", "style=", "HERE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: */*", "Accept: text/plain", "Accept: text/html;q=0", "Accept: text/*", "X: y"})
    void everybodyElseGetsText(String accept) throws IOException {
        Response text = server.get("/", accept);
        assertThat(text.status()).isEqualTo(200);
        assertThat(text.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(text.header("Vary")).isEqualTo("Accept");
        assertThat(text.body()).contains("docs/http.md").doesNotContain("<", "HERE");
    }

    @Test
    void aHeadHasNoBody() throws IOException {
        Response head = server.request("HEAD", "/", "", BROWSER);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length"))
                .isEqualTo(String.valueOf(server.get("/", BROWSER).body().length()));
    }

    @Test
    void commandsNameTheServerAsTheClientDid() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            String text = http.send("GET / HTTP/1.1\r\nHost: sse.example:8080\r\n\r\n")
                    .read()
                    .body();
            assertThat(text).contains("curl sse.example:8080/healthz\n");
            String old = http.send("GET / HTTP/1.0\r\n\r\n").read().body();
            assertThat(old).contains("curl localhost/healthz\n");
        }
    }

    @Test
    void everyPathThatItNamesIsServed() throws IOException {
        String text = server.get("/").body();
        List<String> paths = Pattern.compile("localhost(/[a-z/]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(paths).contains("/sse", "/publish", "/events").hasSize(8);
        for (String path : paths) {
            assertThat(server.request("OPTIONS", path, "").status()).as(path).isEqualTo(204);
        }
    }
}
