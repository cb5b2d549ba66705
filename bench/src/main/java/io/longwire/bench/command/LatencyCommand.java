package io.longwire.bench.command;

import io.longwire.bench.scenario.Latency;
import io.longwire.bench.subject.Subject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Latency}. */
@Command(
        name = "latency",
        description = "Events by a schedule: the time from when each was to be sent until each subscriber has it.",
        footer = {
            "",
            "Examples:",
            "  longwire-bench latency --subscribers 1 --rate 200 --seconds 10 --pid 4711",
            "  longwire-bench latency --subscribers 1000 --rate 20 --hgrm results"
        })
public final class LatencyCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final AudienceOptions audience = new AudienceOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--rate", paramLabel = "R", description = "Events per second. ${DEFAULT-VALUE}")
    private double rate = 100;

    @Override
    public Integer call() throws InterruptedException {
        Subject server = subject.subject();
        return report.finish(audience.at(pace.paces(rate, 0)), options -> Latency.run(server, options));
    }
}
