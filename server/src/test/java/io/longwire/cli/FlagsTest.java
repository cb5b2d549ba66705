package io.longwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
    @Test
    void readsValuesAndSwitches() {
        Flags flags = Flags.parse("--dev", "--port", "80", "--max-lag=8MiB", "--detach", "off", "--config", "a.conf");
        assertThat(flags.mode()).isEqualTo(Flags.Mode.SERVE);
        assertThat(flags.settings())
                .isEqualTo(Map.of(
                        Setting.SSE_DEV, "on",
                        Setting.SSE_PORT, "80",
                        Setting.SSE_MAX_LAG, "8MiB",
                        Setting.SSE_DETACH, "off"));
        assertThat(flags.file()).isEqualTo(Path.of("a.conf"));
    }

    @ParameterizedTest
    @CsvSource({
        "--help,HELP",
        "-h,HELP",
        "--version,VERSION",
        "-V,VERSION",
        "--print-config,PRINT_CONFIG",
    })
    void knowsWhatToDo(String flag, Flags.Mode mode) {
        assertThat(Flags.parse(flag).mode()).isEqualTo(mode);
        assertThat(Flags.parse("--dev", flag).mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 80, unknown flag --prot; did you mean --port?",
        "--prot=80, unknown flag --prot; did you mean --port?",
        "--max-topic 5, unknown flag --max-topic; did you mean --max-topics?",
        "--print-confg, unknown flag --print-confg; did you mean --print-config?",
        "--dev --bogus, unknown flag --bogus; --help",
        "--port --bogus, unknown flag --bogus",
        "--dev --port, --port needs a value",
        "--port 1 --port 2, --port is given twice",
        "--port 80 there, unexpected argument there",
    })
    void refusesInOneLineWhatCannotBeMeant(String line, String message) {
        assertThatThrownBy(() -> Flags.parse(line.split(" ", -1)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anErrorIsOneLineWhateverTheArgumentHolds() {
        assertThatThrownBy(() -> Flags.parse("--a\nb\u001b[31m"))
                .hasMessageStartingWith("unknown flag --a\\nb\\u001b[31m");
    }
}
