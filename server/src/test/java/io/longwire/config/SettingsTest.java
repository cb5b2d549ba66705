package io.longwire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path folder;

    private static Settings of(Setting setting, String value) {
        return Settings.builder().set(setting, value).build();
    }

    private static Settings load(Map<String, String> environment) {
        return new SettingsLoader(environment).load(Map.of(), null);
    }

    @Test
    void everySettingHasADefaultThatIsAllowed() {
        Settings settings = Settings.builder().build();
        assertThat(settings.number(Setting.SSE_PORT)).isEqualTo(5001);
        assertThat(settings.texts(Setting.SSE_PUBLIC_TOPICS)).containsExactly("broadcast", "public/**");
        assertThat(settings.bytes(Setting.SSE_LOG_BYTES)).isBetween(1L << 20, 64L << 20);
        assertThat(settings.bytes(Setting.SSE_MAX_LAG)).isEqualTo(settings.bytes(Setting.SSE_LOG_BYTES) / 2);
        assertThat(settings.number(Setting.SSE_MAX_CONNECTIONS)).isPositive();
    }

    @Test
    void aProcessHasAPortForOperatorsAndAnEmbeddedServerDoesNot() {
        assertThat(load(Map.of()).number(Setting.SSE_ADMIN_PORT)).isEqualTo(5002);
        assertThat(load(Map.of("SSE_ADMIN_PORT", "0")).number(Setting.SSE_ADMIN_PORT))
                .isZero();
        assertThat(Settings.builder().build().number(Setting.SSE_ADMIN_PORT)).isZero();
    }

    @Test
    void thePortForOperatorsIsAnotherAndInDevOnLoopback() {
        assertThatThrownBy(() -> load(Map.of("SSE_PORT", "5002")))
                .hasMessage("SSE_ADMIN_PORT=5002 is not allowed: another port than SSE_PORT, or 0 for none");
        assertThatThrownBy(() -> load(Map.of("SSE_DEV", "on", "SSE_ADMIN_HOST", "0.0.0.0")))
                .hasMessageContaining("SSE_ADMIN_HOST=0.0.0.0 is not allowed: with --dev a loopback address");
        load(Map.of("SSE_PORT", "5002", "SSE_ADMIN_PORT", "0"));
        load(Map.of("SSE_DEV", "on", "SSE_ADMIN_HOST", "0.0.0.0", "SSE_ADMIN_PORT", "0"));
    }

    @ParameterizedTest
    @CsvSource({"30,30000", "30s,30000", "500ms,500", "5m,300000", "1h,3600000"})
    void readsDurations(String text, long millis) {
        Settings settings = Settings.builder()
                .set(Setting.SSE_IDLE_TIMEOUT, "2h")
                .set(Setting.SSE_HEARTBEAT_INTERVAL, text)
                .build();
        assertThat(settings.span(Setting.SSE_HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"65536,65536", "64KiB,65536", "2MiB,2097152", "1GiB,1073741824"})
    void readsSizes(String text, long bytes) {
        assertThat(of(Setting.SSE_LOG_BYTES, text).bytes(Setting.SSE_LOG_BYTES)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "SSE_PORT,70000",
        "SSE_PORT,-1",
        "SSE_PORT,x",
        "SSE_HEARTBEAT_INTERVAL,soon",
        "SSE_LOG_BYTES,64MB",
        "SSE_SLOW_READER,shout",
        "SSE_DEV,maybe",
        "SSE_MAX_CONNECTIONS,0",
        "SSE_IDLE_TIMEOUT,59"
    })
    void refusesInOneLineWithNameValueAndWhatIsAllowed(Setting setting, String value) {
        assertThatThrownBy(() -> of(setting, value))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(setting.name() + "=" + value)
                .hasMessageContaining("is not allowed: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void settingsMustFitEachOther() {
        assertThatThrownBy(() -> Settings.builder()
                        .set(Setting.SSE_LOG_BYTES, "1MiB")
                        .set(Setting.SSE_MAX_EVENT_BYTES, "1MiB")
                        .build())
                .hasMessageContaining("1/8 of SSE_LOG_BYTES, 128KiB");
        assertThatThrownBy(() -> Settings.builder()
                        .set(Setting.SSE_DEV, "on")
                        .set(Setting.SSE_HOST, "0.0.0.0")
                        .build())
                .hasMessageContaining("loopback");
    }

    @Test
    void aSmallLogHasSmallBounds() {
        Settings settings = of(Setting.SSE_LOG_BYTES, "64KiB");
        assertThat(settings.bytes(Setting.SSE_MAX_EVENT_BYTES)).isEqualTo(8192);
        assertThat(settings.bytes(Setting.SSE_MAX_BATCH_BYTES)).isEqualTo(8192);
    }

    @Test
    void flagsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Path file = folder.resolve("longwire.properties");
        Files.writeString(file, "SSE_PORT=1\nhost=127.0.0.1\nmax-topics=7\n");
        Settings settings = new SettingsLoader(Map.of("SSE_PORT", "2", "SSE_MAX_TOPICS", "8"))
                .load(Map.of(Setting.SSE_PORT, "3"), file);
        assertThat(settings.number(Setting.SSE_PORT)).isEqualTo(3);
        assertThat(settings.number(Setting.SSE_MAX_TOPICS)).isEqualTo(8);
        assertThat(settings.text(Setting.SSE_HOST)).isEqualTo("127.0.0.1");
    }

    @Test
    void aFileMayOnlyNameSettings() throws IOException {
        Path file = folder.resolve("longwire.properties");
        Files.writeString(file, "SSE_PROT=1\n");
        assertThatThrownBy(() -> new SettingsLoader(Map.of()).load(Map.of(), file))
                .hasMessageContaining("SSE_PROT");
        assertThatThrownBy(() -> new SettingsLoader(Map.of()).load(Map.of(), folder.resolve("none")))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void portIsUnderstoodToo() {
        assertThat(load(Map.of("PORT", "80")).number(Setting.SSE_PORT)).isEqualTo(80);
        assertThat(load(Map.of("PORT", "80", "SSE_PORT", "81")).number(Setting.SSE_PORT))
                .isEqualTo(81);
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(load(Map.of("SSE_PORT", "", "SSE_HOST", " ")).number(Setting.SSE_PORT))
                .isEqualTo(5001);
    }

    @Test
    void secretsMayStandInFilesAndAreNeverShown() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "first\nsecond\n");
        assertThat(load(Map.of("SSE_PUBLISH_KEY_FILE", file.toString())).texts(Setting.SSE_PUBLISH_KEY))
                .containsExactly("first", "second");
        assertThatThrownBy(() -> load(Map.of("SSE_PUBLISH_KEY_FILE", file.toString(), "SSE_PUBLISH_KEY", "x")))
                .hasMessageContaining("both");
        assertThatThrownBy(() -> load(Map.of("SSE_PUBLISH_KEY", "se cret"))).hasMessageNotContaining("se cret");
    }

    @Test
    void anUnknownNameInTheEnvironmentIsNoted() {
        var loader = new SettingsLoader(Map.of("SSE_PROT", "1"));
        loader.load(Map.of(), null);
        assertThat(loader.warnings()).singleElement().asString().contains("SSE_PROT");
    }
}
