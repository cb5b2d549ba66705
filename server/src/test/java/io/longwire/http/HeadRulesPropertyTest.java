package io.longwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.property.Cases;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The form of a Host header, read by hand, against the same form as an expression. */
class HeadRulesPropertyTest {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");
    private static final String ALPHABET = "aAfFgGzZ09._~-:[]/@é \t";

    @Test
    void aHostIsWhatTheExpressionMatches() {
        Cases.check(20_000, random -> {
            String text = text(random);
            assertThat(HeadRules.isHost(text))
                    .as(text)
                    .isEqualTo(HOST.matcher(text).matches());
        });
    }

    private static String text(Random random) {
        String likely = List.of(
                        "localhost:5001",
                        "[::1]:80",
                        "127.0.0.1",
                        "a",
                        "",
                        "[",
                        "[::]",
                        "a".repeat(253),
                        "[" + "1".repeat(45) + "]:",
                        "a:")
                .get(random.nextInt(10));
        var text = new StringBuilder(likely);
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(text.length() + 1);
            if (at < text.length() && random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }
}
