package io.longwire.bench;

import io.longwire.bench.load.Acknowledgements;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.PublishLoad;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.TargetOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many events the server acknowledges per second, each connection sending its next one when the last is answered. */
@Command(
        name = "publish",
        description = "Publishes flat out over several connections and counts what is acknowledged.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  longwire-bench publish --connections 16 --seconds 5 --pid 4711",
            "  longwire-bench publish --connections 16 --seconds 5 --ndjson --batch 100"
        })
final class PublishScenario implements Callable<Integer> {
    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(names = "--connections", paramLabel = "N", description = "Keep-alive connections. ${DEFAULT-VALUE}")
    private int connections = 16;

    @Option(names = "--bytes", paramLabel = "N", description = "Length of an event's data. ${DEFAULT-VALUE}")
    private int bytes = 100;

    @Option(names = "--seconds", paramLabel = "S", description = "How long is measured. ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(names = "--warm-up", paramLabel = "S", description = "The same load before, not measured. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--ndjson", description = "Publish lines of NDJSON, --batch in a request.")
    private boolean ndjson;

    @Option(names = "--batch", paramLabel = "N", description = "Lines in a request. ${DEFAULT-VALUE}")
    private int batch = 100;

    @Option(names = "--topic", description = "What is published to. ${DEFAULT-VALUE}")
    private String topic = "bench/publish";

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of the connections. ${DEFAULT-VALUE}")
    private int loopCount = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        Requests requests = target.requests();
        ServerProcesses server = target.processes();
        String data = "x".repeat(bytes);
        byte[] request = ndjson
                ? requests.publishLines((requests.event(topic, data) + "\n").repeat(batch))
                : requests.publish(topic, data);
        List<Acknowledgements> answers =
                Stream.generate(Acknowledgements::new).limit(loopCount).toList();
        try (LoadLoops loops = new LoadLoops(loopCount)) {
            for (int i = 0; i < connections; i++) {
                PublishLoad.start(
                        loops.get(i % loopCount), requests.publishAddress(), request, answers.get(i % loopCount));
            }
            run("warming up", warmUp, answers);
            loops.ask(loop -> answers.get(loop.index()).endPhase());
            long before = acknowledged(answers);
            CpuMeter cpu = new CpuMeter(server);
            run("measuring", seconds, answers);
            cpu.stop();
            long events = (acknowledged(answers) - before) * (ndjson ? batch : 1);
            Histogram latency = new Histogram(3);
            loops.ask(loop -> answers.get(loop.index()).endPhase()).forEach(latency::add);
            report(events, latency, cpu);
        }
        return ExitCode.OK;
    }

    private static void run(String name, double forSeconds, List<Acknowledgements> answers)
            throws InterruptedException {
        long steps = (long) (forSeconds * 10);
        try (Progress progress = Progress.of(name, steps)) {
            for (long step = 0; step < steps; step++) {
                Thread.sleep(100);
                progress.stepTo(step);
            }
        }
        answers.stream()
                .map(Acknowledgements::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(why -> {
                    throw new BenchException("publishing failed: " + why);
                });
    }

    private static long acknowledged(List<Acknowledgements> answers) {
        return answers.stream().mapToLong(Acknowledgements::requests).sum();
    }

    private void report(long events, Histogram latency, CpuMeter cpu) {
        Report report = new Report("publish", target.requests().publishAddress().toString());
        report.raw("ndjson", ndjson);
        report.add("connections", connections, "");
        report.add("events in a request", ndjson ? batch : 1, "");
        report.add("events acknowledged", events, "");
        report.add("events acknowledged", events / cpu.seconds(), "/s");
        report.latency("answer", latency);
        cpu.report(report, "event", events);
        report.finish(json);
    }
}
