package io.longwire.bench.command;

import io.longwire.bench.load.Pace;
import io.longwire.bench.scenario.Slow;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Slow}. */
@Command(
        name = "slow",
        description =
                "A share of the subscribers stops reading: the others' latency, the server's memory, what the slow ones get then.",
        footer = {
            "",
            "Example:",
            "  longwire-bench slow --subscribers 1000 --share 0.1 --bytes 10240 --rate 1000 --seconds 10 --pid 4711"
        })
public final class SlowCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final SharedLoadOptions load = new SharedLoadOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--share", paramLabel = "X", description = "Of the subscribers, not reading. ${DEFAULT-VALUE}")
    private double share = 0.1;

    @Option(names = "--rate", paramLabel = "R", description = "Events per second. ${DEFAULT-VALUE}")
    private double rate = 500;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each part is. ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(names = "--warm-up", paramLabel = "S", description = "The same load before. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(
            names = "--max-ratio",
            paramLabel = "X",
            description = "The readers' p99 may rise so many times over that with all reading; 0: it is not checked."
                    + " ${DEFAULT-VALUE}")
    private double maxRatio = 3;

    @Option(
            names = "--max-growth",
            paramLabel = "MIB",
            description = "The server's memory may grow by so much beyond what it grew by with all reading."
                    + " ${DEFAULT-VALUE}")
    private double maxGrowth = 64;

    @Override
    public Integer call() throws InterruptedException {
        Pace pace = new Pace(rate, warmUp, seconds, load.bytes(), 0, 0);
        return report.finish(
                Slow.run(subject.subject(), new Slow.Options(load.audience(), pace, share, maxRatio, maxGrowth)));
    }
}
