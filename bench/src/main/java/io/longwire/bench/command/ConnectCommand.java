package io.longwire.bench.command;

import io.longwire.bench.load.Streams;
import io.longwire.bench.scenario.Connect;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Connect}. */
@Command(
        name = "connect",
        description = "How many streams the server takes per second, from the connect to the first byte of the stream.",
        footer = {"", "Example:", "  longwire-bench connect --streams 5000 --rounds 5 --pid 4711"})
public final class ConnectCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--streams", paramLabel = "N", description = "Opened in each round. ${DEFAULT-VALUE}")
    private int streams = 5_000;

    @Option(names = "--opening", paramLabel = "N", description = "So many at once. ${DEFAULT-VALUE}")
    private int opening = Streams.OPENING_AT_ONCE;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are measured. ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--warm-up", paramLabel = "N", description = "Rounds before, not measured. ${DEFAULT-VALUE}")
    private int warmUp = 2;

    @Option(names = "--topic", description = "Topic of every stream. ${DEFAULT-VALUE}")
    private String topic = "bench/connect";

    @Override
    public Integer call() throws InterruptedException {
        return report.finish(
                Connect.run(subject.subject(), new Connect.Options(streams, opening, warmUp, rounds, topic)));
    }
}
