package io.longwire.cli;

import io.longwire.config.Section;
import io.longwire.config.Setting;
import io.longwire.config.Settings;

/** What {@code --print-config} shows: every setting, the value it has, and where that comes from; no secret. */
public final class ConfigListing {
    private static final int NAME = 28;
    private static final int VALUE = 24;

    private ConfigListing() {}

    public static String render(Settings settings) {
        var out = new StringBuilder();
        for (Section section : Section.values()) {
            out.append("# ").append(section.title()).append('\n');
            for (Setting setting : Setting.values()) {
                if (setting.section() == section) {
                    append(out, setting, settings);
                }
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Setting setting, Settings settings) {
        String value = settings.show(setting);
        String shown = value.isEmpty() ? "(" + emptyMeans(setting) + ")" : SafeText.escape(value);
        out.append(String.format(
                "%-" + NAME + "s %-" + VALUE + "s %s%n",
                setting.name(),
                shown,
                SafeText.escape(settings.origin(setting))));
    }

    private static String emptyMeans(Setting setting) {
        return setting == Setting.SSE_HOST ? setting.defaultText() : "none";
    }
}
