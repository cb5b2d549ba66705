package io.longwire.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of one server: every value is there, allowed, and fits the others. Frozen; any thread.
 *
 * <pre>{@code
 * Settings settings = Settings.builder().set(Setting.SSE_PORT, "0").set(Setting.SSE_DEV, "on").build();
 * }</pre>
 */
public final class Settings {
    private final EnumMap<Setting, Object> values;
    private final Map<Setting, String> origins;

    private Settings(EnumMap<Setting, Object> values, Map<Setting, String> origins) {
        this.values = values;
        this.origins = new EnumMap<>(Setting.class);
        this.origins.putAll(origins);
    }

    /**
     * Starts from the defaults alone: neither the environment nor a file is read. There is no port for operators unless
     * {@link Setting#SSE_ADMIN_PORT} is set: many servers in one JVM would want the same.
     */
    public static Builder builder() {
        var builder = new Builder();
        builder.given.put(Setting.SSE_ADMIN_PORT, 0);
        return builder;
    }

    /** Starts from the defaults of a process of its own, which has a port for operators. */
    static Builder processBuilder() {
        return new Builder();
    }

    /** Of a setting that is a whole number. */
    public int number(Setting setting) {
        return (Integer) value(setting);
    }

    /** Of a setting that is a number of bytes. */
    public long bytes(Setting setting) {
        return (Long) value(setting);
    }

    /** Of a setting that is a span of time. */
    public Duration span(Setting setting) {
        return (Duration) value(setting);
    }

    /** Of a setting that is a span of time, in milliseconds. */
    public long millis(Setting setting) {
        return span(setting).toMillis();
    }

    /** Of a setting that is on or off. */
    public boolean isOn(Setting setting) {
        return (Boolean) value(setting);
    }

    /** Of a setting that is a text or a word. */
    public String text(Setting setting) {
        return (String) value(setting);
    }

    /** Of a setting that is a list of texts. */
    @SuppressWarnings("unchecked") // Kind gives such settings lists of texts
    public List<String> texts(Setting setting) {
        return (List<String>) value(setting);
    }

    /** Any setting's value as text, in the form in which it can be given; of a secret only how many there are. */
    public String show(Setting setting) {
        return setting.show(value(setting));
    }

    /** Where a value comes from, in words: a flag, the environment, a file, the program, or the default. */
    public String origin(Setting setting) {
        return origins.getOrDefault(setting, "default");
    }

    /** The settings whose value is another one in {@code other}. */
    public Set<Setting> differences(Settings other) {
        var differing = EnumSet.noneOf(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!value(setting).equals(other.value(setting))) {
                differing.add(setting);
            }
        }
        return differing;
    }

    private Object value(Setting setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting.name());
        }
        return value;
    }

    /** Collects values; not for several threads at once. */
    public static final class Builder {
        private final EnumMap<Setting, Object> given = new EnumMap<>(Setting.class);
        private final EnumMap<Setting, String> origins = new EnumMap<>(Setting.class);

        private Builder() {}

        /** Sets a value as text; throws {@link SettingException} when it is not allowed. */
        public Builder set(Setting setting, String value) {
            given.put(setting, setting.parse(value, ""));
            origins.put(setting, "program");
            return this;
        }

        /** Sets a value that stands somewhere, which {@code origin} says in words. */
        void set(Setting setting, String value, String origin) {
            given.put(setting, setting.parse(value, origin));
            origins.put(setting, origin);
        }

        /** Sets several; throws {@link SettingException} at the first that is not allowed. */
        public Builder setAll(Map<Setting, String> values) {
            values.forEach(this::set);
            return this;
        }

        /** Fills in the defaults and freezes; throws {@link SettingException} when values do not fit each other. */
        public Settings build() {
            return new Settings(Defaults.complete(given), origins);
        }
    }
}
