package io.longwire.cli;

import io.longwire.config.Section;
import io.longwire.config.Setting;

/** What {@code --help} shows: every flag, by section, in lines of at most 96 characters. */
public final class HelpText {
    private static final int COLUMN = 32;
    private static final int WIDTH = 96;

    private final StringBuilder out = new StringBuilder();

    private HelpText() {}

    public static String render() {
        var help = new HelpText();
        help.head();
        for (Section section : Section.values()) {
            help.out.append('\n').append(section.title()).append('\n');
            for (Setting setting : Setting.values()) {
                if (setting.section() == section) {
                    help.entry(setting);
                }
            }
        }
        return help.out.toString();
    }

    private void head() {
        out.append("""
                Usage: longwire [--dev] [--port 5001] [--config FILE] ...

                A server for server-sent events. Every flag is also a variable of the environment, and a
                line of the properties file: --max-lag is SSE_MAX_LAG. A flag counts before the environment,
                and that before the file. Durations: 30 (seconds), 5m, 1m30s, 24h. Sizes: 65536, 64KiB, 64MiB.

                """);
        entry("-h, --help", "this text");
        entry("-V, --version", "which version this is");
        entry(Flags.CONFIG + " FILE", "a properties file with settings");
        entry(Flags.PRINT_CONFIG, "shows every setting, its value and where it comes from, and exits");
    }

    private void entry(Setting setting) {
        String form = setting.isFlag() ? setting.flag() + " [on|off]" : setting.flag() + " VALUE";
        entry(form, setting.doc() + " (" + setting.range().replace("–", " to ") + ") [" + setting.defaultText() + "]");
    }

    private void entry(String form, String text) {
        String start = "  " + form;
        out.append(start);
        int at = start.length();
        if (at >= COLUMN) {
            at = WIDTH; // the text begins on a line of its own
        }
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (at + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(COLUMN));
                at = COLUMN;
            } else if (first) {
                out.append(" ".repeat(COLUMN - at));
                at = COLUMN;
            } else {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
            first = false;
        }
        out.append('\n');
    }
}
