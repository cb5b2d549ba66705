package io.longwire.bench.command;

import io.longwire.bench.scenario.Publish;
import io.longwire.bench.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Publish}. */
@Command(
        name = "publish",
        description = "Publishes flat out over several connections and counts what is acknowledged.",
        footer = {
            "",
            "Examples:",
            "  longwire-bench publish --connections 1,16,64 --seconds 5 --pid 4711",
            "  longwire-bench publish --connections 16 --ndjson --batch 100 --subscribers 0,1000"
        })
public final class PublishCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Keep-alive connections; several numbers, separated by commas, run one after the other. 16")
    private List<Integer> connections = List.of(16);

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            split = ",",
            description = "Streams that are sent all of it meanwhile; several numbers as above. 0")
    private List<Integer> subscribers = List.of(0);

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
    private int loops = 1;

    @Override
    public Integer call() throws InterruptedException {
        int lines = ndjson ? Math.max(1, batch) : 0;
        List<Publish.Options> runs = new ArrayList<>();
        for (int streams : subscribers) {
            for (int count : connections) {
                runs.add(new Publish.Options(count, bytes, lines, streams, topic, warmUp, seconds, loops));
            }
        }
        Subject server = subject.subject();
        return report.finish(runs, options -> Publish.run(server, options));
    }
}
