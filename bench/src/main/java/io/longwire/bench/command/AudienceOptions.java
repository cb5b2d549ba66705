package io.longwire.bench.command;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Topics;
import io.longwire.bench.scenario.Fanout;
import java.util.List;
import picocli.CommandLine.Option;

/** The subscribers of a run, as options. */
final class AudienceOptions {
    @Option(
            names = "--subscribers",
            paramLabel = "N",
            split = ",",
            description = "Streams to open; several numbers, separated by commas, run one after the other. 1000")
    private List<Integer> subscribers = List.of(1_000);

    @Option(names = "--topic", description = "What is published to. Default: bench/run-<pid>")
    private String topic = Audience.defaultTopic();

    @Option(
            names = "--topics",
            paramLabel = "SHAPE",
            split = ",",
            description =
                    "shared: one topic. own: a topic for each subscriber, bench/own/<n>, events go to them in turn."
                            + " pattern: all subscribe <topic>/*, events go to 100 such topics. Several run one after the"
                            + " other. shared")
    private List<Topics.Shape> shapes = List.of(Topics.Shape.SHARED);

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of the subscribers. ${DEFAULT-VALUE}")
    private int loops = 1;

    /** Every audience at every pace, audience by audience. */
    List<Fanout.Options> at(List<Pace> paces) {
        return audiences().stream()
                .flatMap(audience -> paces.stream().map(pace -> new Fanout.Options(audience, pace)))
                .toList();
    }

    /** One for every number of subscribers and every shape. */
    private List<Audience> audiences() {
        return subscribers.stream()
                .flatMap(count -> shapes.stream().map(shape -> new Audience(count, shape, topic, loops)))
                .toList();
    }
}
