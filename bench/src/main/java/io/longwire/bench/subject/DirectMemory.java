package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that a server in Java holds outside its heap for buffers. A JVM tells it where it tracks its native memory;
 * otherwise the server's own metrics may.
 */
public final class DirectMemory {
    /** What libraries allocate through the JVM is none of its own categories. Amounts without a scale are bytes. */
    private static final Pattern OTHER =
            Pattern.compile("^-\\s+Other \\(reserved=\\d+, committed=(\\d+)\\)", Pattern.MULTILINE);

    private static final Pattern TRACKED = Pattern.compile("^Total: reserved=", Pattern.MULTILINE);
    private static final Pattern POOL =
            Pattern.compile("^jvm_buffer_pool_used_bytes\\{(?:[^}]*,)?pool=\"direct\"[^}]*} (\\S+)", Pattern.MULTILINE);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** One for all pages: what it opens is closed only when nobody refers to it any more. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Long> pids;
    private final List<URI> metrics;

    /** The server's processes, and the pages where they show their metrics to Prometheus; none where there are none. */
    public DirectMemory(List<Long> pids, List<URI> metrics) {
        this.pids = pids;
        this.metrics = metrics;
    }

    /** Of all processes; empty where neither way leads to it. */
    public OptionalLong bytes() throws InterruptedException {
        if (!metrics.isEmpty()) {
            long sum = 0;
            for (URI page : metrics) {
                sum += ofMetrics(page.toString(), get(page));
            }
            return OptionalLong.of(sum);
        }
        long sum = 0;
        for (long pid : pids) {
            OptionalLong tracked = LiveHeap.canBeMeasured(pid)
                    ? tracked(Jcmd.ask(pid, "VM.native_memory", "summary", "scale=B"))
                    : OptionalLong.empty();
            if (tracked.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += tracked.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    static OptionalLong tracked(String summary) {
        Matcher other = OTHER.matcher(summary);
        if (other.find()) {
            return OptionalLong.of(Long.parseLong(other.group(1)));
        }
        // A category of which there is nothing is left out.
        return TRACKED.matcher(summary).find() ? OptionalLong.of(0) : OptionalLong.empty();
    }

    static long ofMetrics(String page, String metrics) {
        Matcher pool = POOL.matcher(metrics);
        if (!pool.find()) {
            throw new BenchException("no jvm_buffer_pool_used_bytes{pool=\"direct\"} at " + page);
        }
        return (long) Double.parseDouble(pool.group(1));
    }

    private static String get(URI page) throws InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
            return CLIENT.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | IllegalArgumentException e) {
            throw new BenchException("cannot read the metrics at " + page, e);
        }
    }
}
