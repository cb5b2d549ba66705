package io.longwire.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.http.HttpSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pages show compiles, for it is this package's example, and does what they say. */
@Timeout(60)
class EmbeddingExampleTest {
    private static final Path ROOT = Path.of("..");

    private static String example() throws IOException {
        return Files.readString(Path.of("src/test/java/io/longwire/embed/EmbeddingExample.java"));
    }

    private static String javaBlock(String page, String heading) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        Matcher block = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(block.find(text.indexOf(heading))).isTrue();
        return block.group(1);
    }

    @Test
    void thePageShowsTheExample() throws IOException {
        String shown = javaBlock("docs/embedding.md", "## An example");
        assertThat("package io.longwire.embed;\n\n" + shown).isEqualTo(example());
    }

    @Test
    void theReadmeShowsWhatTheReadmeExampleDoes() throws Exception {
        String shown = javaBlock("README.md", "### Embed");
        String source = Files.readString(Path.of("src/test/java/io/longwire/embed/ReadmeExample.java"));
        assertThat(lines(source)).contains(lines(shown));
        assertThat(ReadmeExample.run()).containsExactly("hello");
    }

    private static String lines(String code) {
        return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void theExampleDoesWhatThePageSays() throws Exception {
        var seen = new RecordingListener();
        try (var shop = new EmbeddingExample()) {
            shop.watch(seen);
            assertThat(HttpSocket.request(shop.port(), "GET", "/", "").body()).isEqualTo("<h1>Shop</h1>");
            HttpSocket.Response placed = HttpSocket.request(shop.port(), "POST", "/orders?customer=ann", "three pears");
            assertThat(placed.status()).isEqualTo(201);
            await().until(() -> seen.events.size() == 1);
            assertThat(seen.events.get(0).id()).isEqualTo(placed.body());
            assertThat(seen.events.get(0).data()).isEqualTo("three pears");
            assertThat(shop.stats().eventsPublished()).isEqualTo(1);
            String stream = "/sse?topic=orders/ann/**&lastEventId=earliest";
            assertThat(HttpSocket.request(shop.port(), "HEAD", stream + "&customer=ann", "")
                            .status())
                    .isEqualTo(200);
            assertThat(HttpSocket.request(shop.port(), "GET", stream + "&customer=bob", "")
                            .status())
                    .isEqualTo(403);
            assertThat(HttpSocket.request(shop.port(), "GET", stream, "").status())
                    .isEqualTo(401);
            assertThat(HttpSocket.request(shop.port(), "POST", "/publish", "topic=a&data=x")
                            .status())
                    .isEqualTo(403);
        }
        await().untilAsserted(() -> assertThat(seen.notices).containsExactly("closed drain"));
    }
}
