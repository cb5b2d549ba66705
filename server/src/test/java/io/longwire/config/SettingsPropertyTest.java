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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes and all other values: what is written out is read again; any text is a value or refused by name. */
@Timeout(60)
class SettingsPropertyTest {
    private static final List<String> VALID = List.of(
            "30",
            "500ms",
            "5 m",
            "24h",
            "1m30s",
            "7d",
            "64MiB",
            "65536",
            "2 GiB",
            "on",
            "off",
            "auto",
            "a,b",
            "127.0.0.1");

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
    void aDurationIsTheSumOfItsParts() {
        List<String> units = List.of("d", "h", "m", "s", "ms");
        long[] millis = {86_400_000, 3_600_000, 60_000, 1_000, 1};
        Cases.check(10_000, random -> {
            int wanted = 1 + random.nextInt(31);
            var text = new StringBuilder();
            long sum = 0;
            for (int i = 0; i < units.size(); i++) {
                if ((wanted >> i & 1) != 0) {
                    int number = random.nextInt(random.nextBoolean() ? 100 : 100_000);
                    text.append(text.isEmpty() || random.nextInt(4) > 0 ? "" : " ")
                            .append(number);
                    text.append(random.nextInt(4) > 0 ? "" : " ").append(units.get(i));
                    sum += number * millis[i];
                }
            }
            assertThat(Durations.parse(text.toString())).isEqualTo(Duration.ofMillis(sum));
            assertThat(Durations.parse(Durations.format(Duration.ofMillis(sum))))
                    .isEqualTo(Duration.ofMillis(sum));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "s", "1m30", "30s1m", "1m1m", "1ms1s", "1m  30s", " 1m", "1m ", "-1s", "1m-30s", "1.5m"
            })
    void otherTextsAreNoDurations(String text) {
        assertThat(Durations.parse(text)).isNull();
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
