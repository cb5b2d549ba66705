package io.longwire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where settings come from, and what an operator is told. */
class SettingsLoaderTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("longwire.properties"), text);
    }

    private static SettingsLoader loader(Map<String, String> environment) {
        return new SettingsLoader(environment);
    }

    private static List<String> notes(Map<String, String> environment) {
        SettingsLoader loader = loader(environment);
        loader.load(Map.of(), null);
        return loader.notes();
    }

    @Test
    void everyValueSaysWhereItComesFrom() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "one\ntwo\n");
        Path file = file("max-topics=7\n");
        Settings settings = loader(Map.of("PORT", "8080", "SSE_SHARDS", "1", "SSE_PUBLISH_KEY_FILE", key.toString()))
                .load(Map.of(Setting.SSE_DEV, "on"), file);
        assertThat(settings.origin(Setting.SSE_DEV)).isEqualTo("flag --dev");
        assertThat(settings.origin(Setting.SSE_PORT)).isEqualTo("environment, as PORT");
        assertThat(settings.origin(Setting.SSE_SHARDS)).isEqualTo("environment");
        assertThat(settings.origin(Setting.SSE_MAX_TOPICS)).isEqualTo("file " + file);
        assertThat(settings.origin(Setting.SSE_PUBLISH_KEY)).isEqualTo("SSE_PUBLISH_KEY_FILE " + key);
        assertThat(settings.origin(Setting.SSE_MAX_LAG)).isEqualTo("default");
    }

    @Test
    void aBadValueSaysWhereItStands() throws IOException {
        Path file = file("port=x\n");
        assertThatThrownBy(() -> loader(Map.of()).load(Map.of(), file))
                .hasMessage("SSE_PORT=x is not allowed: a whole number from 0 to 65535 (file " + file + ")");
        assertThatThrownBy(() -> loader(Map.of("PORT", "y")).load(Map.of(), null))
                .hasMessageEndingWith("(environment, as PORT)");
    }

    @ParameterizedTest
    @CsvSource({
        "SSE_PROT, SSE_PORT",
        "sse_port, SSE_PORT",
        "prot, SSE_PORT",
        "max.topics, SSE_MAX_TOPICS",
        "SSE_MAX_CONN, SSE_MAX_CONNECTIONS",
    })
    void aWrongNameInTheFileStopsTheStartWithTheNearest(String wrong, String right) throws IOException {
        Path file = file(wrong + "=1\n");
        assertThatThrownBy(() -> loader(Map.of()).load(Map.of(), file))
                .isInstanceOf(SettingException.class)
                .hasMessage("the properties file " + file + " names no setting with " + wrong + "; did you mean "
                        + right + "?");
    }

    @Test
    void aFileSetsEachSettingOnce() throws IOException {
        Path file = file("SSE_PORT=1\nport=2\n");
        assertThatThrownBy(() -> loader(Map.of()).load(Map.of(), file))
                .hasMessageEndingWith("sets SSE_PORT in two forms");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> loader(Map.of()).load(Map.of(), none))
                .hasMessage("the properties file " + none + " cannot be read: there is no such file");
        assertThatThrownBy(() -> loader(Map.of("SSE_SUBSCRIBE_KEY_FILE", none.toString()))
                        .load(Map.of(), null))
                .hasMessage("SSE_SUBSCRIBE_KEY_FILE=" + none + " cannot be read: there is no such file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 'a'});
        assertThatThrownBy(() -> loader(Map.of()).load(Map.of(), binary)).hasMessageEndingWith("it is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "SSE_PROT, ; did you mean SSE_PORT?",
        "SSE_MAX_CONECTIONS, ; did you mean SSE_MAX_CONNECTIONS?",
        "SSE_PUBLISH_KEYS, ; did you mean SSE_PUBLISH_KEY?",
        "SSE_HEARTBEAT, ; did you mean SSE_HEARTBEAT_FORM?",
        "SSE_SOMETHING_OF_SOMEBODY_ELSE, ignored",
    })
    void anUnknownVariableIsAWarningWithTheNearestName(String name, String end) {
        assertThat(loader(Map.of(name, "1")).warnings())
                .singleElement()
                .asString()
                .startsWith(name + " is not a setting")
                .endsWith(end);
    }

    @Test
    void otherVariablesAreNobodysBusiness() {
        assertThat(loader(Map.of("PATH", "/bin", "SSE_PORT", "1", "SSE_PUBLISH_KEY_FILE", "f", "SSL_X", "1"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void whatKubernetesMakesOfAServiceIsNoSetting() {
        SettingsLoader loader = loader(Map.of(
                "SSE_PORT", "tcp://10.0.0.1:5001",
                "SSE_PORT_5001_TCP", "tcp://10.0.0.1:5001",
                "SSE_PORT_5001_TCP_ADDR", "10.0.0.1",
                "SSE_SERVICE_HOST", "10.0.0.1",
                "SSE_SERVICE_PORT", "5001"));
        assertThat(loader.load(Map.of(), null).number(Setting.SSE_PORT)).isEqualTo(5001);
        assertThat(loader.warnings()).singleElement().asString().contains("Kubernetes");
    }

    @ParameterizedTest
    @CsvSource({
        "GUNICORN_WORKERS, 4, all cores",
        "GUNICORN_WORKER_CLASS, eventlet, event loops",
        "GUNICORN_TIMEOUT, 300, SSE_IDLE_TIMEOUT",
        "GUNICORN_WORKER_CONNECTIONS, 1, SSE_MAX_CONNECTIONS",
    })
    void settingsOfGunicornGetALineThatSaysWhyTheyHaveNoMeaning(String name, String value, String why) {
        assertThat(notes(Map.of(name, value, "SSE_MAX_CONNECTIONS", "500")))
                .singleElement()
                .asString()
                .startsWith(name + "=" + value + " has no meaning here: ")
                .contains(why);
    }

    @Test
    void gunicornsConnectionsAreOnlyNotedBelowTheLimit() {
        assertThat(notes(Map.of("GUNICORN_WORKER_CONNECTIONS", "500", "SSE_MAX_CONNECTIONS", "500")))
                .isEmpty();
        assertThat(notes(Map.of("GUNICORN_WORKER_CONNECTIONS", "499", "SSE_MAX_CONNECTIONS", "500")))
                .singleElement()
                .asString()
                .endsWith("it is 500");
    }

    @Test
    void gunicornsKeepAliveIsTheKeepAlive() {
        Settings settings = loader(Map.of("GUNICORN_KEEPALIVE", "5")).load(Map.of(), null);
        assertThat(settings.millis(Setting.GUNICORN_KEEPALIVE)).isEqualTo(5000);
        assertThat(notes(Map.of("GUNICORN_KEEPALIVE", "5"))).isEmpty();
    }

    @Test
    void filesAreReadAnewEachTime() throws IOException {
        Path file = file("max-connections=5\n");
        SettingsLoader loader = loader(Map.of());
        Settings first = loader.load(Map.of(), file);
        file("max-connections=6\n");
        Settings second = loader.load(Map.of(), file);
        assertThat(first.differences(second)).containsExactly(Setting.SSE_MAX_CONNECTIONS);
        assertThat(second.number(Setting.SSE_MAX_CONNECTIONS)).isEqualTo(6);
    }
}
