package io.longwire.bench.subject;

import io.longwire.bench.BenchException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's heap holds after a full collection: bytes in all and by class. */
public record LiveHeap(long bytes, Map<String, Long> bytesByClass) {
    private static final Pattern CLASS = Pattern.compile("^ *\\d+: +\\d+ +(\\d+)  (\\S+)", Pattern.MULTILINE);
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);
    private static final int TIMEOUT_SECONDS = 60;

    public static boolean canBeMeasured(long pid) {
        try {
            return Path.of("/proc", Long.toString(pid), "exe").toRealPath().endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    /** Collects twice: what the first collection lets go of by a reference queue is gone at the second. */
    public static LiveHeap measure(long pid) throws InterruptedException {
        histogram(pid);
        Thread.sleep(300);
        return parse(histogram(pid));
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
        try {
            File output = File.createTempFile("class-histogram", ".txt");
            try {
                Process jcmd = new ProcessBuilder(jcmd(), Long.toString(pid), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
                if (!jcmd.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                    throw new BenchException("jcmd " + pid + " has not answered for " + TIMEOUT_SECONDS + " s");
                }
                return Files.readString(output.toPath(), StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(output.toPath());
            }
        } catch (IOException e) {
            throw new BenchException("cannot run jcmd", e);
        }
    }

    private static String jcmd() {
        Path ownJdks = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Files.isExecutable(ownJdks) ? ownJdks.toString() : "jcmd";
    }
}
