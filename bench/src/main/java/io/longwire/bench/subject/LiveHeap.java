package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JVM's heap holds after a full collection: bytes in all and by class. */
public record LiveHeap(long bytes, Map<String, Long> bytesByClass) {
    private static final Pattern CLASS = Pattern.compile("^ *\\d+: +\\d+ +(\\d+)  (\\S+)", Pattern.MULTILINE);
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);
    private static final int MOST_COLLECTIONS = 6;
    /** Two agree when they differ by less than a thousandth. */
    private static final int AGREEMENT = 1_000;

    public static boolean canBeMeasured(long pid) {
        try {
            return Path.of("/proc", Long.toString(pid), "exe").toRealPath().endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    /** Collects until two in a row agree: what one lets go of by a reference queue is gone at the next. */
    public static LiveHeap measure(long pid) throws InterruptedException {
        LiveHeap before = parse(histogram(pid));
        for (int i = 1; i < MOST_COLLECTIONS; i++) {
            LiveHeap now = parse(histogram(pid));
            if (Math.abs(now.bytes - before.bytes) <= now.bytes / AGREEMENT) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /** Of all processes together; null where one of them is no JVM that can be asked, or there is none. */
    public static @Nullable LiveHeap of(ServerProcesses server) throws InterruptedException {
        LiveHeap sum = null;
        for (long pid : server.pids()) {
            if (!canBeMeasured(pid)) {
                return null;
            }
            LiveHeap heap = measure(pid);
            sum = sum == null ? heap : sum.plus(heap);
        }
        return sum;
    }

    LiveHeap plus(LiveHeap other) {
        Map<String, Long> sum = new TreeMap<>(bytesByClass);
        other.bytesByClass.forEach((name, more) -> sum.merge(name, more, Long::sum));
        return new LiveHeap(bytes + other.bytes, sum);
    }

    static LiveHeap parse(String histogram) {
        Map<String, Long> bytesByClass = new TreeMap<>();
        Matcher line = CLASS.matcher(histogram);
        while (line.find()) {
            bytesByClass.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum);
        }
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new BenchException("no class histogram, but: " + histogram.strip());
        }
        return new LiveHeap(Long.parseLong(total.group(1)), bytesByClass);
    }

    private static String histogram(long pid) throws InterruptedException {
        return Jcmd.ask(pid, "GC.class_histogram");
    }
}
