package io.longwire.bench.command;

import io.longwire.bench.scenario.Heartbeat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Heartbeat}. */
@Command(
        name = "heartbeat",
        description = "Holds idle streams: no silence longer than the heartbeat allows, and what it costs the server.",
        footer = {
            "",
            "Example:",
            "  longwire-bench heartbeat --streams 19000 --interval 30 --intervals 3 --max-cpu 1 --pid 4711"
        })
public final class HeartbeatCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--streams", paramLabel = "N", description = "Streams to hold. ${DEFAULT-VALUE}")
    private int streams = 1_000;

    @Option(names = "--interval", paramLabel = "S", description = "The server's heartbeat interval. ${DEFAULT-VALUE}")
    private double interval = 30;

    @Option(
            names = "--intervals",
            paramLabel = "N",
            description = "So many of them the streams are held. ${DEFAULT-VALUE}")
    private double intervals = 3;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "The longest silence in order, in intervals. ${DEFAULT-VALUE}")
    private double tolerance = 1.1;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Topic of every stream. ${DEFAULT-VALUE}")
    private String topic = "bench/idle";

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of the streams. ${DEFAULT-VALUE}")
    private int loops = 1;

    @Option(
            names = "--max-cpu",
            paramLabel = "PERCENT",
            description = "Of one core that the server may use meanwhile; 0: it is not checked. ${DEFAULT-VALUE}")
    private double maxCpu = 0;

    @Override
    public Integer call() throws InterruptedException {
        Heartbeat.Options options =
                new Heartbeat.Options(streams, interval, intervals, tolerance, topic, loops, maxCpu);
        return report.finish(Heartbeat.run(subject.subject(), options));
    }
}
