package io.longwire.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A properties file with settings: {@code SSE_PORT=5001} or {@code port=5001}. */
final class PropertiesFile {
    private PropertiesFile() {}

    /** Names of the catalogue, and their values. Blocks. Throws {@link SettingException} when the file is no good. */
    static Map<String, String> read(Path path, Collection<String> known) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException(
                    "the properties file " + path + " cannot be read: " + SettingException.reason(unreadable));
        }
        var texts = new HashMap<String, String>();
        for (String key : properties.stringPropertyNames()) {
            @Nullable String name = known.contains(key) ? key : nameOf(key, known);
            if (name == null) {
                throw new SettingException("the properties file " + path + " names no setting with "
                        + SettingException.oneLine(key) + NearestName.hint(nameLike(key), known));
            }
            if (texts.put(name, properties.getProperty(key)) != null) {
                throw new SettingException("the properties file " + path + " sets " + name + " in two forms");
            }
        }
        return texts;
    }

    private static @Nullable String nameOf(String key, Collection<String> known) {
        for (String name : known) {
            if (key.equals(Names.kebab(name))) {
                return name;
            }
        }
        return null;
    }

    private static String nameLike(String key) {
        return key.regionMatches(true, 0, "SSE", 0, 3) ? key : "SSE_" + key;
    }
}
