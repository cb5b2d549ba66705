package io.longwire.bench;

import io.longwire.bench.load.IdleStream;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.PublishConnection;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Topics;
import io.longwire.bench.subject.LiveHeap;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ResidentMemory;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.TargetOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bytes of the server per idle stream, as the slope between two numbers of them. */
@Command(
        name = "memory",
        description = "Opens idle streams and measures the server's memory at two numbers of them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  longwire-bench memory --url http://127.0.0.1:5001/sse --pid 4711 --from 2000 --to 15000"
        })
final class MemoryScenario implements Callable<Integer> {
    private static final int TOP_CLASSES = 12;
    /** Classes that grow by less are noise. */
    private static final double MIN_BYTES_PER_STREAM = 0.1;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(names = "--from", paramLabel = "N", description = "Streams at the first measurement. ${DEFAULT-VALUE}")
    private int from = 2_000;

    @Option(names = "--to", paramLabel = "N", description = "Streams at the second. ${DEFAULT-VALUE}")
    private int to = 15_000;

    @Option(names = "--topic", description = "Topic of every stream. ${DEFAULT-VALUE}")
    private String topic = "bench/idle";

    @Option(names = "--own-topic", description = "Every stream has a topic of its own: bench/own/<n>.")
    private boolean ownTopic;

    @Option(names = "--publish-each", description = "One event is published to each of these topics.")
    private boolean publishEach;

    @Option(names = "--warm", description = "First opens all streams once and closes them again.")
    private boolean warm;

    @Option(
            names = "--settle",
            paramLabel = "S",
            description = "Wait before a measurement, so that what requests left behind has gone. ${DEFAULT-VALUE}")
    private double settle = 1.5;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private @Nullable Path json;

    private record Sample(ResidentMemory resident, @Nullable LiveHeap heap) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        ServerProcesses server = target.processes();
        if (server == null || from < 0 || from >= to || (publishEach && !ownTopic)) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "memory needs --pid, --from less than --to, and --own-topic for --publish-each");
        }
        Requests requests = target.requests();
        Topics topics = new Topics(topic, to, ownTopic);
        try (LoadLoops loops = new LoadLoops(1)) {
            Streams<IdleStream> streams = new Streams<>(
                    loops,
                    requests,
                    topics::ofSubscriber,
                    (all, loop, remote, number) -> new IdleStream(all, loop, remote));
            if (warm) {
                streams.openUpTo(to);
                streams.closeAll();
                Thread.sleep((long) (settle * 1_000));
            }
            streams.openUpTo(from);
            publish(requests, 0, from);
            Sample first = measure(server);
            streams.openUpTo(to);
            publish(requests, from, to);
            Sample second = measure(server);
            if (streams.lost() > 0) {
                throw new BenchException(streams.lost() + " streams ended before the end of the measurement");
            }
            report(first, second);
        }
        return ExitCode.OK;
    }

    private void publish(Requests requests, int fromTopic, int toTopic) throws IOException {
        if (!publishEach) {
            return;
        }
        try (PublishConnection connection = new PublishConnection(requests.publishAddress());
                Progress progress = Progress.of("publishing", toTopic - fromTopic)) {
            for (int number = fromTopic; number < toTopic; number++) {
                connection.publish(requests.publish(Topics.ownOf(number), "x".repeat(100)));
                progress.stepTo(number - fromTopic);
            }
        }
    }

    private Sample measure(ServerProcesses server) throws InterruptedException {
        Thread.sleep((long) (settle * 1_000));
        long pid = server.pids().get(0);
        LiveHeap heap = LiveHeap.canBeMeasured(pid) ? LiveHeap.measure(pid) : null;
        return new Sample(server.memory(), heap);
    }

    private void report(Sample first, Sample second) {
        Report report = new Report("memory", target.url());
        report.raw("from", from);
        report.raw("to", to);
        report.raw("own_topic", ownTopic);
        report.raw("event_each", publishEach);
        report.raw("warm", warm);
        report.row("", Report.format(from), Report.format(to), "bytes per stream");
        LiveHeap before = first.heap;
        LiveHeap after = second.heap;
        if (before != null && after != null) {
            slope(report, "live heap", before.bytes(), after.bytes());
        }
        slope(report, first, second, "RSS", ResidentMemory::rss);
        slope(report, first, second, "PSS", ResidentMemory::pss);
        slope(report, first, second, "Private_Dirty", ResidentMemory::privateDirty);
        if (before != null && after != null) {
            report.row("");
            classes(report, before, after);
        }
        report.finish(json);
    }

    private void slope(Report report, Sample first, Sample second, String name, ToLongFunction<ResidentMemory> bytes) {
        slope(report, name, bytes.applyAsLong(first.resident), bytes.applyAsLong(second.resident));
    }

    private void slope(Report report, String name, long before, long after) {
        double slope = perStream(before, after);
        report.row(name, Report.format(before), Report.format(after), Report.format(slope));
        String key = name.toLowerCase(Locale.ROOT).replace(' ', '_');
        report.raw(key + "_from", before);
        report.raw(key + "_to", after);
        report.raw(key + "_per_stream", slope);
    }

    private void classes(Report report, LiveHeap before, LiveHeap after) {
        Map<String, Double> slopes = new LinkedHashMap<>();
        after.bytesByClass()
                .forEach((name, bytes) ->
                        slopes.put(name, perStream(before.bytesByClass().getOrDefault(name, 0L), bytes)));
        List<Map.Entry<String, Double>> top = slopes.entrySet().stream()
                .filter(entry -> entry.getValue() >= MIN_BYTES_PER_STREAM)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(TOP_CLASSES)
                .toList();
        Map<String, Double> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Double> entry : top) {
            report.row(entry.getKey(), "", "", Report.format(entry.getValue()));
            kept.put(entry.getKey(), entry.getValue());
        }
        report.raw("classes_per_stream", kept);
    }

    private double perStream(long before, long after) {
        return (double) (after - before) / (to - from);
    }
}
