package io.longwire.bench;

import io.longwire.bench.load.Deliveries;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.Payload;
import io.longwire.bench.load.Publisher;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Subscriber;
import io.longwire.bench.load.Topics;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.TargetOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One publisher, many subscribers: deliveries, latency, CPU, and whether every subscriber got every event in order. */
@Command(
        name = "fanout",
        description = "One publisher, many subscribers that check every event. Exit code 1 when one was missed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  longwire-bench fanout --subscribers 1000 --rate 150 --seconds 10 --pid 4711",
            "  longwire-bench fanout --subscribers 10000 --seconds 5",
            "  longwire-bench fanout --url 'http://127.0.0.1:8080/sub/{topic}' \\",
            "      --publish-url 'http://127.0.0.1:8080/pub/{topic}' --raw"
        })
final class FanoutScenario implements Callable<Integer> {
    private static final long SETTLE_MILLIS = 500;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(names = "--subscribers", paramLabel = "N", description = "Streams to open. ${DEFAULT-VALUE}")
    private int subscribers = 1_000;

    @Option(names = "--bytes", paramLabel = "N", description = "Length of an event's data. ${DEFAULT-VALUE}")
    private int bytes = 100;

    @Option(names = "--rate", paramLabel = "R", description = "Events per second. Default: flat out")
    private double rate;

    @Option(names = "--seconds", paramLabel = "S", description = "How long is measured. ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "The same load before, checked but not measured. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--ndjson", description = "Publish lines of NDJSON, as many in a request as are due.")
    private boolean ndjson;

    @Option(names = "--batch", paramLabel = "N", description = "Most lines in a request. ${DEFAULT-VALUE}")
    private int batch = 100;

    @Option(names = "--topic", description = "What is published to. Default: bench/run-<pid>")
    private String topic = "bench/run-" + ProcessHandle.current().pid();

    @Option(
            names = "--own-topic",
            description = "Every subscriber has a topic of its own, bench/own/<n>; events go to them in turn.")
    private boolean ownTopic;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of the subscribers. ${DEFAULT-VALUE}")
    private int loopCount = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Requests requests = target.requests();
        ServerProcesses server = target.processes();
        Topics topics = new Topics(topic, subscribers, ownTopic);
        List<Deliveries> deliveries =
                Stream.generate(Deliveries::new).limit(loopCount).toList();
        if (bytes < Payload.MIN_BYTES || subscribers < 1 || loopCount < 1) {
            throw new BenchException("--bytes must be " + Payload.MIN_BYTES + " at least, the other numbers 1");
        }
        try (LoadLoops loops = new LoadLoops(loopCount)) {
            Streams<Subscriber> streams = new Streams<>(
                    loops,
                    requests,
                    topics::ofSubscriber,
                    (all, loop, remote, number) ->
                            new Subscriber(all, loop, remote, number, deliveries.get(loop.index())));
            streams.openUpTo(subscribers);
            Thread.sleep(SETTLE_MILLIS);
            try (Publisher publisher = new Publisher(requests, topics, bytes, ndjson ? Math.max(1, batch) : 0)) {
                FanoutRun run = new FanoutRun(loops, streams, deliveries, topics, publisher);
                if (warmUp > 0) {
                    run.publish("warming up", rate, warmUp);
                }
                CpuMeter cpu = new CpuMeter(server);
                FanoutRun.Phase phase = run.publish("measuring", rate, seconds);
                cpu.stop();
                FanoutRun.Faults faults = run.faults();
                report(phase, cpu, faults);
                return faults.any() ? ExitCode.SOFTWARE : ExitCode.OK;
            }
        }
    }

    private void report(FanoutRun.Phase phase, CpuMeter cpu, FanoutRun.Faults faults) {
        double elapsed = phase.micros() / 1e6;
        Report report = new Report("fanout", target.url());
        report.raw("own_topic", ownTopic);
        report.raw("ndjson", ndjson);
        report.raw("rate", rate);
        report.add("subscribers", subscribers, "");
        report.add("bytes of data", bytes, "");
        report.add("elapsed", elapsed, "s");
        report.add("events published", phase.published(), "");
        report.add("events published", phase.published() / elapsed, "/s");
        report.add("deliveries", phase.delivered(), "");
        report.add("deliveries", phase.delivered() / elapsed, "/s");
        report.latency("latency", phase.latencyMicros());
        cpu.report(report, "delivery", phase.delivered());
        report.add("missing", faults.missing(), "");
        report.add("twice or out of order", faults.repeated(), "");
        report.add("not arrived at the end", faults.outstanding(), "");
        report.add("subscribers affected", faults.subscribers(), "");
        report.add("streams lost", faults.lostStreams(), "");
        report.add("resyncs", phase.resyncs(), "");
        report.add("other events", phase.others(), "");
        report.finish(json);
    }
}
