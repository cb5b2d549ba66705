package io.longwire.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers settings from flags, from the environment and from a properties file; what stands in an earlier one of these
 * counts. An empty value is none. A secret may stand in a file of its own, named by {@code <name>_FILE}. May be asked
 * again, for files that have changed. Not for several threads at once.
 */
public final class SettingsLoader {
    private final Map<String, String> environment;
    private final List<String> warnings;
    private List<String> notes = List.of();

    public SettingsLoader(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        warnings = new Foreign(environment).unknown(Names.all());
        this.environment.entrySet().removeIf(e -> Foreign.isServiceLink(e.getKey(), e.getValue()));
    }

    /**
     * Reads all sources. Blocks on the files it is told to read. Throws {@link SettingException} for a value that is not
     * allowed, for a name in the file that is no setting, and for a file that cannot be read.
     *
     * @param properties a file with lines {@code SSE_PORT=5001} or {@code port=5001}; null for none
     */
    public Settings load(Map<Setting, String> flags, @Nullable Path properties) {
        var given = new EnumMap<Setting, Given>(Setting.class);
        if (properties != null) {
            read(given, PropertiesFile.read(properties, Names.all()), "file " + properties);
        }
        readEnvironment(given);
        flags.forEach((setting, text) -> put(given, setting, text, "flag " + setting.flag()));
        Settings.Builder builder = Settings.processBuilder();
        given.forEach((setting, value) -> builder.set(setting, value.text(), value.origin()));
        Settings settings = builder.build();
        notes = new Foreign(environment).gunicorn(settings);
        return settings;
    }

    /** What is probably a mistake, a line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** What has no effect although somebody set it, a line each; known once loaded. */
    public List<String> notes() {
        return notes;
    }

    private void readEnvironment(Map<Setting, Given> given) {
        for (Setting setting : Setting.values()) {
            @Nullable String alias = setting.alias();
            if (alias != null) {
                put(given, setting, environment.get(alias), "environment, as " + alias);
            }
        }
        read(given, environment, "environment");
    }

    private static void read(Map<Setting, Given> given, Map<String, String> source, String origin) {
        for (Setting setting : Setting.values()) {
            @Nullable String text = source.get(setting.name());
            put(given, setting, text, origin);
            @Nullable String file = source.get(Names.ofFile(setting));
            if (setting.isSecret() && file != null && !file.isBlank()) {
                if (text != null && !text.isBlank()) {
                    throw new SettingException(setting.name() + " and " + Names.ofFile(setting) + " are both set");
                }
                put(given, setting, readSecret(setting, file.strip()), Names.ofFile(setting) + " " + file.strip());
            }
        }
    }

    private static String readSecret(Setting setting, String file) {
        try {
            return Files.readString(Path.of(file)).strip().replaceAll("\\R", ",");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException(Names.ofFile(setting) + "=" + SettingException.oneLine(file)
                    + " cannot be read: " + SettingException.reason(unreadable));
        }
    }

    private static void put(Map<Setting, Given> given, Setting setting, @Nullable String text, String origin) {
        if (text != null && !text.isBlank()) {
            given.put(setting, new Given(text, origin));
        }
    }
}
