package io.longwire.bench.command;

import io.longwire.bench.load.Pace;
import io.longwire.bench.scenario.Storm;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Storm}. */
@Command(
        name = "storm",
        description =
                "All streams drop and come back with Last-Event-ID: time until all are level, nothing lost, memory peak.",
        footer = {
            "",
            "Examples:",
            "  longwire-bench storm --subscribers 10000 --missed 100 --rate 20 --pid 4711",
            "  longwire-bench storm --subscribers 1000 --reset --opening 512"
        })
public final class StormCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final SharedLoadOptions load = new SharedLoadOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events per second, before and while streams come back. ${DEFAULT-VALUE}")
    private double rate = 20;

    @Option(
            names = "--missed",
            paramLabel = "N",
            description = "Events published while nobody is there. ${DEFAULT-VALUE}")
    private int missed = 100;

    @Option(names = "--opening", paramLabel = "N", description = "So many come back at once. ${DEFAULT-VALUE}")
    private int opening = 256;

    @Option(
            names = "--reset",
            description = "Streams drop by a reset, as if the network had gone, not by an orderly end.")
    private boolean reset;

    @Option(names = "--warm-up", paramLabel = "S", description = "Events before. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--within", paramLabel = "S", description = "All must be level by then. ${DEFAULT-VALUE}")
    private double within = 60;

    @Override
    public Integer call() throws InterruptedException {
        Pace pace = new Pace(rate, warmUp, within, load.bytes(), 0, 0);
        return report.finish(
                Storm.run(subject.subject(), new Storm.Options(load.audience(), pace, missed, opening, reset, within)));
    }
}
