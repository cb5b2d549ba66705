package io.longwire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of settings: its tables are made from the catalogue. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String MARK =
            "<!-- What follows is made from the catalogue of settings; a test says how to write it anew. -->\n";
    private static final Pattern CODE = Pattern.compile("(?<![\\w`-])(SSE_[A-Z_]+|--[a-z][a-z-]*|/[a-z]+)(?![\\w`])");

    @Test
    void thePageIsInStepWithTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length()) + tables();
        if (System.getProperty("longwire.docs", "").equals("write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; written anew by:"
                        + " mvn -pl server test -Dtest=ConfigurationPageTest -Dlongwire.docs=write")
                .isEqualTo(written);
    }

    private static String tables() {
        var out = new StringBuilder("\nTaken over on SIGHUP: ");
        out.append(Arrays.stream(Setting.values())
                .filter(Setting::isReloadable)
                .map(setting -> code(setting.name()))
                .collect(Collectors.joining(", ")));
        out.append(".\n");
        for (Section section : Section.values()) {
            out.append("\n## ").append(section.title()).append('\n');
            out.append("| setting | default | allowed | meaning |\n|---|---|---|---|\n");
            for (Setting setting : Setting.values()) {
                if (setting.section() == section) {
                    out.append(row(setting)).append('\n');
                }
            }
        }
        return out.toString();
    }

    private static String row(Setting setting) {
        String name = code(setting.name())
                + (setting.alias() == null ? "" : " (also " + code(setting.alias()) + ")")
                + (setting.isSecret() ? " (also " + code(Names.ofFile(setting)) + ")" : "");
        String standard = setting.standard() == null || setting.standard().isEmpty()
                ? mark(setting.defaultText())
                : code(setting.defaultText());
        return "| " + name + " | " + standard + " | " + setting.range().replace("|", "\\|") + " | "
                + mark(setting.doc()) + " |";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String mark(String text) {
        return CODE.matcher(text).replaceAll("`$1`").replace("*", "\\*");
    }
}
