package io.longwire.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;

/** The defaults that follow from the machine or from other settings, and what must hold between settings. */
final class Defaults {
    private static final int LOG_PARTS = 8;

    private final EnumMap<Setting, Object> values;

    private Defaults(EnumMap<Setting, Object> given) {
        this.values = new EnumMap<>(given);
    }

    /** Every setting's value; throws {@link SettingException} when they do not fit each other. */
    static EnumMap<Setting, Object> complete(EnumMap<Setting, Object> given) {
        var defaults = new Defaults(given);
        defaults.fill();
        defaults.check();
        return defaults.values;
    }

    private void fill() {
        for (Setting setting : Setting.values()) {
            String standard = setting.standard();
            if (standard != null) {
                values.computeIfAbsent(setting, s -> s.parse(standard, ""));
            }
        }
        values.putIfAbsent(Setting.SSE_MAX_CONNECTIONS, Machine.streams());
        values.putIfAbsent(Setting.SSE_MAX_HTTP_CONNECTIONS, Machine.httpConnections());
        values.putIfAbsent(Setting.SSE_REQUEST_LOOPS, Machine.cores());
        values.putIfAbsent(Setting.SSE_SHARDS, Machine.cores());
        values.putIfAbsent(Setting.SSE_LOG_BYTES, Math.max(1 << 20, Math.min(64L << 20, Machine.memory() / LOG_PARTS)));
        long part = bytes(Setting.SSE_LOG_BYTES) / LOG_PARTS;
        values.putIfAbsent(Setting.SSE_MAX_EVENT_BYTES, Math.min(1L << 20, part));
        values.putIfAbsent(Setting.SSE_MAX_BATCH_BYTES, Math.min(4L << 20, part));
        values.putIfAbsent(Setting.SSE_MAX_LAG, bytes(Setting.SSE_LOG_BYTES) / 2);
        if (values.get(Setting.SSE_DEV) == Boolean.TRUE && "".equals(values.get(Setting.SSE_HOST))) {
            values.put(Setting.SSE_HOST, "127.0.0.1");
        }
    }

    private void check() {
        Duration heartbeat = span(Setting.SSE_HEARTBEAT_INTERVAL);
        Duration idle = span(Setting.SSE_IDLE_TIMEOUT);
        if (idle.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw SettingException.notAllowed(
                    Setting.SSE_IDLE_TIMEOUT.name(),
                    Durations.format(idle),
                    "at least twice SSE_HEARTBEAT_INTERVAL, " + Durations.format(heartbeat.multipliedBy(2)));
        }
        long part = bytes(Setting.SSE_LOG_BYTES) / LOG_PARTS;
        checkAtMost(Setting.SSE_MAX_EVENT_BYTES, part, "at most 1/8 of SSE_LOG_BYTES");
        checkAtMost(Setting.SSE_MAX_BATCH_BYTES, part, "at most 1/8 of SSE_LOG_BYTES");
        checkAtMost(Setting.SSE_MAX_LAG, bytes(Setting.SSE_LOG_BYTES), "at most SSE_LOG_BYTES");
        if (values.get(Setting.SSE_DEV) == Boolean.TRUE) {
            checkLoopback(Setting.SSE_HOST);
            if (!Integer.valueOf(0).equals(values.get(Setting.SSE_ADMIN_PORT))) {
                checkLoopback(Setting.SSE_ADMIN_HOST);
            }
        }
        Object port = values.get(Setting.SSE_PORT);
        if (!Integer.valueOf(0).equals(port) && values.get(Setting.SSE_ADMIN_PORT) instanceof Integer admin) {
            if (admin.equals(port)) {
                throw SettingException.notAllowed(
                        Setting.SSE_ADMIN_PORT.name(), admin.toString(), "another port than SSE_PORT, or 0 for none");
            }
        }
    }

    private void checkLoopback(Setting setting) {
        String host = String.valueOf(values.get(setting));
        if (!isLoopback(host)) {
            throw SettingException.notAllowed(
                    setting.name(), host, "with --dev a loopback address such as 127.0.0.1 or ::1");
        }
    }

    private void checkAtMost(Setting setting, long limit, String allowed) {
        if (bytes(setting) > limit) {
            throw SettingException.notAllowed(
                    setting.name(), Sizes.format(bytes(setting)), allowed + ", " + Sizes.format(limit));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private long bytes(Setting setting) {
        return values.get(setting) instanceof Long bytes ? bytes : 0;
    }

    private Duration span(Setting setting) {
        return values.get(setting) instanceof Duration span ? span : Duration.ZERO;
    }
}
