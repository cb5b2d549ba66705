package io.longwire.config;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine, or this container, lets the process have. Any thread; reads small files of the system. */
final class Machine {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final int WITHOUT_LIMIT = 1_048_576;

    private Machine() {}

    /** Cores that the process may use. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Bytes of memory that the process may use: the container's limit where there is one. */
    static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /** Files, sockets included, that the process may have open. */
    static int files() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
                    return soft.matches("\\d{1,9}") ? Integer.parseInt(soft) : WITHOUT_LIMIT;
                }
            }
        } catch (IOException notLinux) {
            // Asked another way below.
        }
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? (int) Math.min(unix.getMaxFileDescriptorCount(), WITHOUT_LIMIT)
                : WITHOUT_LIMIT;
    }

    /** Streams that the file limit allows, with a reserve for publishers, the log and the JVM itself. */
    static int streams() {
        int files = files();
        return Math.max(1, files - reserve(files));
    }

    /** Connections that are no streams: what the reserve holds beside the files of the JVM itself and what is set aside. */
    static int httpConnections() {
        return Math.max(16, reserve(files()) - 64);
    }

    private static int reserve(int files) {
        return Math.max(128, files / 20);
    }
}
