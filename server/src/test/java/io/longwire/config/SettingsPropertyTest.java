package io.longwire.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.OddText;
import io.longwire.property.Cases;
import io.longwire.property.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Durations, sizes and all other values: what is written out is read again; any text is a value or refused by name. */
@Timeout(60)
class SettingsPropertyTest {
    private static final List<String> VALID = List.of(
            "30", "500ms", "5 m", "24h", "7d", "64MiB", "65536", "2 GiB", "on", "off", "auto", "a,b", "127.0.0.1");

    @Test
    void whatIsWrittenOutIsReadAgain() {
        Cases.check(10_000, random -> {
            Duration span = Duration.ofMillis(random.nextInt(1_000_000_000));
            assertThat(Durations.parse(Durations.format(span))).isEqualTo(span);
            long bytes = (random.nextLong(1L << 39) << (random.nextInt(4) * 10)) & ((1L << 39) - 1);
            assertThat(Sizes.parse(Sizes.format(bytes))).isEqualTo(bytes);
        });
    }

    @Test
    void anyTextIsADurationOrASizeOrNeither() {
        Cases.check(10_000, random -> {
            String text = text(random);
            @Nullable Duration span = Durations.parse(text);
            assertThat(span == null || !span.isNegative()).isTrue();
            assertThat(Sizes.parse(text)).isGreaterThanOrEqualTo(-1);
        });
    }

    @Test
    void anyTextIsAValueOfASettingOrRefusedInOneLineThatNamesIt() {
        Cases.check(200, random -> {
            for (Setting setting : Setting.values()) {
                String text = text(random);
                try {
                    Settings.builder().set(setting, text);
                } catch (SettingException refused) {
                    assertThat(refused.getMessage())
                            .startsWith(setting.name())
                            .contains("is not allowed")
                            .doesNotContain("\n", "\r", "\0");
                }
            }
        });
    }

    @Test
    void anyFileIsSettingsOrRefusedInOneLine(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("longwire.properties");
        byte[] valid =
                "SSE_PORT=0\nmax-lag: 64KiB\n# \\u00e9\nheartbeat-interval = 1s\\\n\n".getBytes(StandardCharsets.UTF_8);
        Cases.check(500, random -> {
            Files.write(file, Mutation.of(random, valid));
            try {
                new SettingsLoader(Map.of()).load(Map.of(), file);
            } catch (SettingException refused) {
                assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n", "\r", "\0");
            }
        });
    }

    private static String text(Random random) {
        return random.nextBoolean()
                ? Mutation.of(random, VALID.get(random.nextInt(VALID.size())))
                : OddText.garbage(random, "0123456789 smhdKMGiB,on-", 14);
    }
}
