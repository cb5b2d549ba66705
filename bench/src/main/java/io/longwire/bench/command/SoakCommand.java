package io.longwire.bench.command;

import io.longwire.bench.load.Pace;
import io.longwire.bench.scenario.Soak;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Soak}. */
@Command(
        name = "soak",
        description =
                "A steady load for long, while streams come and go: memory and descriptors stay level, everything arrives.",
        footer = {
            "",
            "Examples:",
            "  longwire-bench soak --pid 4711",
            "  longwire-bench soak --minutes 5 --subscribers 200 --coming-and-going 20 --pid 4711"
        })
public final class SoakCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final SharedLoadOptions load = new SharedLoadOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--rate", paramLabel = "R", description = "Events per second. ${DEFAULT-VALUE}")
    private double rate = 50;

    @Option(names = "--minutes", paramLabel = "M", description = "How long. ${DEFAULT-VALUE}")
    private double minutes = 60;

    @Option(names = "--warm-up", paramLabel = "S", description = "The same load before. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(
            names = "--coming-and-going",
            paramLabel = "N",
            description = "Streams that end and come back each second. ${DEFAULT-VALUE}")
    private int comingAndGoing = 50;

    @Option(names = "--samples", paramLabel = "N", description = "How often memory is measured. ${DEFAULT-VALUE}")
    private int samples = 21;

    @Option(
            names = "--max-heap-growth",
            paramLabel = "MIB",
            description = "The live heap may grow by so much from the second sample on. ${DEFAULT-VALUE}")
    private double maxHeapGrowth = 16;

    @Override
    public Integer call() throws InterruptedException {
        Pace pace = new Pace(rate, warmUp, minutes * 60, load.bytes(), 0, 0);
        return report.finish(Soak.run(
                subject.subject(), new Soak.Options(load.audience(), pace, comingAndGoing, samples, maxHeapGrowth)));
    }
}
