package io.longwire.bench.command;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.report.Result;
import io.longwire.bench.scenario.Fanout;
import io.longwire.bench.scenario.Latency;
import java.util.ArrayList;
import java.util.List;
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
        List<Result> results = new ArrayList<>();
        for (Audience listeners : audience.audiences()) {
            for (Pace speed : pace.paces(rate, 0)) {
                Result result = Latency.run(subject.subject(), new Fanout.Options(listeners, speed));
                ReportOptions.print(result);
                results.add(result);
            }
        }
        return report.finish(results);
    }
}
