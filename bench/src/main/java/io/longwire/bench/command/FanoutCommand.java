package io.longwire.bench.command;

import io.longwire.bench.scenario.Fanout;
import io.longwire.bench.subject.Subject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Fanout}. */
@Command(
        name = "fanout",
        description = "One publisher, many subscribers that check every event. Exit code 1 when one was missed.",
        footer = {
            "",
            "Examples:",
            "  longwire-bench fanout --subscribers 1000 --rate 150 --seconds 10 --pid 4711",
            "  longwire-bench fanout --subscribers 1,10,100,1000 --bytes 100,1024 --topics shared,own,pattern",
            "  longwire-bench fanout --subscribers 10000 --ndjson --in-flight 2000",
            "  longwire-bench fanout --url 'http://127.0.0.1:8080/sub/{topic}' \\",
            "      --publish-url 'http://127.0.0.1:8080/pub/{topic}' --raw"
        })
public final class FanoutCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final AudienceOptions audience = new AudienceOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--rate", paramLabel = "R", description = "Events per second. Default: flat out")
    private double rate;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Flat out, the publisher waits while so many events have not reached every subscriber. 0: it"
                    + " does not wait. ${DEFAULT-VALUE}")
    private int inFlight;

    @Override
    public Integer call() throws InterruptedException {
        Subject server = subject.subject();
        return report.finish(audience.at(pace.paces(rate, inFlight)), options -> Fanout.run(server, options));
    }
}
