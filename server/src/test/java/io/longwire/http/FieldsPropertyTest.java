package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.OddText;
import io.longwire.property.Cases;
import io.longwire.property.Mutation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Fields} and {@link Target}: what was encoded is read again; anything else is text or refused. */
@Timeout(60)
class FieldsPropertyTest {
    @Test
    void whatWasEncodedIsReadAgain() {
        Cases.check(1_000, random -> {
            var text = new StringBuilder();
            var values = new ArrayList<String>();
            for (int left = random.nextInt(6); left > 0; left--) {
                String value = OddText.make(random, 6);
                values.add(value);
                text.append(text.isEmpty() ? "" : "&")
                        .append("a%20b=")
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
            assertThat(Fields.parse(text.toString()).all("a b")).isEqualTo(values);
        });
    }

    @Test
    void anyBytesAreFieldsOrRefused() {
        Cases.check(5_000, random -> {
            String text = bytesLike(random, "topic=a&topic=b%2F1&data=h%C3%A9+l&&=&x");
            try {
                Fields fields = Fields.parse(text);
                for (String name : fields.names()) {
                    assertThat(fields.all(name)).isNotEmpty();
                    assertThat(fields.first(name)).isEqualTo(fields.all(name).get(0));
                }
            } catch (RequestException refused) {
                isBad(refused);
            }
        });
    }

    @Test
    void anyTargetIsAPathAndAQueryOrRefused() {
        Cases.check(5_000, random -> {
            String valid = List.of("/sse?topic=a", "http://localhost:5001/sse?x=%2F", "*", "/a%2Fb")
                    .get(random.nextInt(4));
            try {
                Target target = Target.parse(bytesLike(random, valid));
                assertThat(target.path()).isNotEmpty().doesNotContain("\0");
                assertThat(target.path().equals("*") || target.path().startsWith("/"))
                        .isTrue();
            } catch (RequestException refused) {
                isBad(refused);
            }
        });
    }

    private static String bytesLike(Random random, String valid) {
        return new String(Mutation.of(random, valid.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
    }

    private static void isBad(RequestException refused) {
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused.detail()).isNotBlank().doesNotContain("\n", "\r", "\0");
    }
}
