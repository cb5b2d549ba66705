package io.longwire.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers settings from flags, from the environment and from a properties file; what stands in an earlier one of these
 * counts. An empty value is none. A secret may stand in a file of its own, named by {@code <name>_FILE}.
 */
public final class SettingsLoader {
    private static final String FILE = "_FILE";

    private final Map<String, String> environment;
    private final List<String> notes = new ArrayList<>();

    public SettingsLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads all sources. Blocks on the files it is told to read. Throws {@link SettingException} for a value that is not
     * allowed, for a name in the file that is no setting, and for a file that cannot be read.
     *
     * @param properties a file with lines {@code SSE_PORT=5001} or {@code port=5001}; null for none
     */
    public Settings load(Map<Setting, String> flags, @Nullable Path properties) {
        Map<Setting, String> texts = properties == null ? new EnumMap<>(Setting.class) : readFile(properties);
        texts.putAll(readEnvironment());
        flags.forEach((setting, text) -> put(texts, setting, text));
        return Settings.builder().setAll(texts).build();
    }

    /** What an operator should know of what was loaded, a line each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private Map<Setting, String> readEnvironment() {
        Map<Setting, String> texts = read(environment);
        if (!texts.containsKey(Setting.SSE_PORT)) {
            put(texts, Setting.SSE_PORT, environment.get("PORT"));
        }
        Set<String> known = names();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("SSE_") && !known.contains(name)) {
                notes.add(name + " is not a setting of this server; it is ignored");
            }
        }
        return texts;
    }

    private Map<Setting, String> readFile(Path path) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException("the properties file " + path + " cannot be read: " + reason(unreadable));
        }
        var texts = new java.util.HashMap<String, String>();
        Set<String> known = names();
        for (String key : properties.stringPropertyNames()) {
            String name = known.contains(key) ? key : nameOf(key);
            if (name == null) {
                throw new SettingException(
                        "the properties file " + path + " names no setting with " + SettingException.shown(key));
            }
            texts.put(name, properties.getProperty(key));
        }
        return read(texts);
    }

    private static Map<Setting, String> read(Map<String, String> source) {
        var texts = new EnumMap<Setting, String>(Setting.class);
        for (Setting setting : Setting.values()) {
            put(texts, setting, source.get(setting.name()));
            String file = source.get(setting.name() + FILE);
            if (setting.isSecret() && file != null && !file.isBlank()) {
                if (texts.containsKey(setting)) {
                    throw new SettingException(setting.name() + " and " + setting.name() + FILE + " are both set");
                }
                put(texts, setting, readSecret(setting, file.strip()));
            }
        }
        return texts;
    }

    private static String readSecret(Setting setting, String file) {
        try {
            return Files.readString(Path.of(file)).strip().replaceAll("\\R", ",");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException(setting.name() + FILE + "=" + file + " cannot be read: " + reason(unreadable));
        }
    }

    private static String reason(Exception unreadable) {
        return unreadable.getClass().getSimpleName();
    }

    private static void put(Map<Setting, String> texts, Setting setting, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.put(setting, text);
        }
    }

    private static Set<String> names() {
        var names = new HashSet<String>();
        for (Setting setting : Setting.values()) {
            names.add(setting.name());
            if (setting.isSecret()) {
                names.add(setting.name() + FILE);
            }
        }
        return names;
    }

    private static @Nullable String nameOf(String kebab) {
        for (Setting setting : Setting.values()) {
            if (setting.kebab().equals(kebab)) {
                return setting.name();
            }
        }
        return null;
    }
}
