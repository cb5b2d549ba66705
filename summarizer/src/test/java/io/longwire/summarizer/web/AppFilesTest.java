package io.longwire.summarizer.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.summarizer.TestApp;
import io.longwire.summarizer.TestApp.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, of which one is there in tests only. */
@Timeout(60)
class AppFilesTest {
    private static final String FILE = "/app/folder/a-file.txt";

    @TempDir
    Path folder;

    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        app = new TestApp(folder);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aFileHasItsTypeAndAPolicyThatLetsNothingForeignRun() throws Exception {
        Answer file = app.get(FILE);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo("only in tests\n");
        assertThat(file.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(file.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void aBrowserThatHasItIsToldSo() throws Exception {
        String tag = app.get(FILE).header("ETag");
        Answer same = app.get(FILE, "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(app.get(FILE, "If-None-Match", "\"another\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/none.js",
                "/app/folder",
                "/app/folder/",
                "/app/folder/../folder/a-file.txt",
                "/app/../WebSurface.class",
                "/app/%2e%2e/WebSurface.class",
                "/app//folder/a-file.txt",
                "/app/index.html",
                "/app/a/b/c.js"
            })
    void nothingElseIsServed(String path) throws Exception {
        Answer answer = app.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
