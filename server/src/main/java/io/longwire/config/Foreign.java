package io.longwire.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Variables of the environment that look like settings and are none: what an operator should be told of them. */
final class Foreign {
    private static final String CONNECTIONS = "GUNICORN_WORKER_CONNECTIONS";

    private final Map<String, String> environment;

    Foreign(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a variable was put there by Kubernetes for a Service called {@code sse}, in the form of Docker's links. */
    static boolean isServiceLink(String name, String value) {
        return name.startsWith("SSE_SERVICE_")
                || name.matches("SSE_PORT_\\d+_.*")
                || (name.equals("SSE_PORT") && value.startsWith("tcp://"));
    }

    /** A line for each name that begins like a setting's. */
    List<String> unknown(Set<String> known) {
        var lines = new ArrayList<String>();
        for (String name : new TreeSet<>(environment.keySet())) {
            String value = environment.getOrDefault(name, "");
            if (isServiceLink(name, value)) {
                if (name.equals("SSE_PORT")) {
                    lines.add("SSE_PORT=" + value + " stands for a Kubernetes Service called sse, not for a port; it is"
                            + " ignored (enableServiceLinks: false keeps it away)");
                }
            } else if (name.startsWith("SSE_") && !known.contains(name)) {
                lines.add(name + " is not a setting of this server; it is ignored" + NearestName.hint(name, known));
            }
        }
        return lines;
    }

    /** A line for each setting of gunicorn that is set and has no meaning here. */
    List<String> gunicorn(Settings settings) {
        var lines = new ArrayList<String>();
        note(lines, "GUNICORN_WORKERS", "one process uses all cores");
        note(lines, "GUNICORN_WORKER_CLASS", "event loops serve all connections; there are no workers to choose");
        note(lines, "GUNICORN_TIMEOUT", "there are no workers to restart; SSE_IDLE_TIMEOUT closes peers that are gone");
        @Nullable String connections = environment.get(CONNECTIONS);
        int max = settings.number(Setting.SSE_MAX_CONNECTIONS);
        if (connections != null
                && connections.strip().matches("\\d{1,9}")
                && Integer.parseInt(connections.strip()) < max) {
            note(lines, CONNECTIONS, "SSE_MAX_CONNECTIONS is the limit, and it is " + max);
        }
        return lines;
    }

    private void note(List<String> lines, String name, String why) {
        @Nullable String value = environment.get(name);
        if (value != null && !value.isBlank()) {
            lines.add(name + "=" + SettingException.oneLine(value) + " has no meaning here: " + why);
        }
    }
}
