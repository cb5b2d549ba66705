package io.longwire.summarizer.config;

import io.longwire.config.NearestName;
import io.longwire.config.SettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** This application's settings: every value is there and allowed. Frozen; any thread. */
public final class SummarizerSettings {
    private static final String FILE = "_FILE";

    private final Map<Variable, String> values = new EnumMap<>(Variable.class);
    private final List<String> warnings = new ArrayList<>();

    private SummarizerSettings() {}

    /**
     * From the environment; an empty value is none. Blocks on the files that it names.
     *
     * @throws SettingException for a value that is not allowed, or a file that cannot be read
     */
    public static SummarizerSettings of(Map<String, String> environment) {
        var settings = new SummarizerSettings();
        for (Variable variable : Variable.values()) {
            settings.values.put(variable, settings.read(variable, environment));
        }
        if (settings.isOn(Variable.SUMMARIZER_OPEN) && settings.isSet(Variable.SUMMARIZER_ACCESS_CODE)) {
            throw new SettingException(
                    "SUMMARIZER_OPEN=true and SUMMARIZER_ACCESS_CODE are both set: open is open to everybody, a code is"
                            + " for those who know it; set one of them");
        }
        settings.warnOfUnknown(environment);
        return settings;
    }

    private String read(Variable variable, Map<String, String> environment) {
        String text = environment.getOrDefault(variable.name(), "").strip();
        String file = variable.isSecret()
                ? environment.getOrDefault(variable.name() + FILE, "").strip()
                : "";
        if (!file.isEmpty()) {
            if (!text.isEmpty()) {
                throw new SettingException(variable.name() + " and " + variable.name() + FILE + " are both set");
            }
            text = contents(variable, file);
        }
        if (text.isEmpty()) {
            return variable.standard();
        }
        if (!variable.kind().test().test(text)) {
            throw SettingException.notAllowed(
                    variable.name(), variable.isSecret() ? "(hidden)" : text, variable.allowed());
        }
        if (variable.isSecret() && text.matches("your_\\w+_key")) {
            warnings.add(variable.name() + " holds a placeholder; it counts as not set");
            return "";
        }
        return text;
    }

    private static String contents(Variable variable, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingException(variable.name() + FILE + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }

    private void warnOfUnknown(Map<String, String> environment) {
        List<String> known =
                Arrays.stream(Variable.values()).map(Variable::name).toList();
        for (String name : new TreeSet<>(environment.keySet())) {
            String plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
            if (name.startsWith("SUMMARIZER_") && !known.contains(plain)) {
                warnings.add(name + " is not a setting; it is ignored" + NearestName.hint(name, known));
            }
        }
    }

    /** What is probably a mistake, a line each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Whether it has a value, its own or the default. */
    public boolean isSet(Variable variable) {
        return !text(variable).isEmpty();
    }

    /** A value as text; empty when there is none. */
    public String text(Variable variable) {
        String value = values.get(variable);
        if (value == null) {
            throw new IllegalStateException(variable.name());
        }
        return value;
    }

    /** Of a variable that is a whole number. */
    public int number(Variable variable) {
        return Integer.parseInt(text(variable));
    }

    /** Of a variable that is true or false. */
    public boolean isOn(Variable variable) {
        return Kind.isOn(text(variable));
    }

    /** Of a variable that is a span of time. */
    public Duration span(Variable variable) {
        return Kind.require(text(variable));
    }

    /** Of a variable that is a URL; null when there is none. */
    public @Nullable URI url(Variable variable) {
        return isSet(variable) ? URI.create(text(variable)) : null;
    }
}
