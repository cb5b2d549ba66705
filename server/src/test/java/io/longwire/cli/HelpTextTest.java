package io.longwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.config.Section;
import io.longwire.config.Setting;
import org.junit.jupiter.api.Test;

class HelpTextTest {
    private final String help = HelpText.render();

    @Test
    void namesEveryFlagOnceUnderItsSection() {
        for (Setting setting : Setting.values()) {
            assertThat(help).containsOnlyOnce("\n  " + setting.flag() + " ");
            assertThat(help.indexOf("\n" + setting.section().title() + "\n"))
                    .isBetween(0, help.indexOf("\n  " + setting.flag() + " "));
        }
        assertThat(help)
                .contains("  --print-config  ")
                .contains("  --config FILE  ")
                .contains(Section.TIME.title());
    }

    @Test
    void fitsATerminal() {
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96));
        assertThat(help.lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void isAsciiSinceATerminalMayKnowNothingElse() {
        assertThat(help).matches("[\\n -~]*");
    }

    @Test
    void saysWhatIsAllowedAndTheDefault() {
        assertThat(help.replaceAll("\\s+", " "))
                .contains("--slow-reader VALUE what a reader further behind meets (resync, close) [resync]")
                .contains("(100ms to 1h) [30s]")
                .contains("[half of SSE_LOG_BYTES]");
    }
}
