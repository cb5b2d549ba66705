package io.longwire.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    static Map<String, String> description() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("processor", valueIn("/proc/cpuinfo", "model name"));
        lines.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        lines.put("memory", valueIn("/proc/meminfo", "MemTotal"));
        lines.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.put("system", valueIn("/etc/os-release", "PRETTY_NAME").replace("\"", ""));
        lines.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        lines.put("open files of a process", limitOf("Max open files"));
        return lines;
    }

    private static String valueIn(String file, String name) {
        for (String line : lines(file)) {
            String[] parts = line.split("[:=]", 2);
            if (parts.length == 2 && parts[0].strip().equals(name)) {
                return parts[1].strip();
            }
        }
        return "unknown";
    }

    private static String limitOf(String name) {
        for (String line : lines("/proc/self/limits")) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip().split(" +", -1)[1];
            }
        }
        return "unknown";
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
