package io.longwire.bench.subject;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of one process to the nanosecond, added up over its threads from each look to the next: what Linux says
 * of a process as a whole comes in ticks of 10 ms. What a thread used between the last look and its end is not seen, so
 * the ticks stand beside it. One thread.
 */
final class ThreadTimes {
    private final Path tasks;
    private Map<String, Long> lastNanos = Map.of();
    private long nanos;

    ThreadTimes(long pid) {
        tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    /** All that has been seen so far; -1 where the kernel does not tell. */
    long micros() {
        String[] threads = tasks.toFile().list();
        if (threads == null || !new File(tasks.toFile(), threads[0] + "/schedstat").exists()) {
            return -1;
        }
        Map<String, Long> now = new HashMap<>();
        for (String thread : threads) {
            try {
                long used = nanos(Files.readString(tasks.resolve(thread).resolve("schedstat")));
                nanos += used - lastNanos.getOrDefault(thread, 0L);
                now.put(thread, used);
            } catch (IOException e) {
                // The thread has just ended.
            }
        }
        lastNanos = now;
        return nanos / 1_000;
    }

    /** The first of the three numbers: time on a processor. */
    static long nanos(String schedstat) {
        return Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
    }
}
