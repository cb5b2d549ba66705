package io.longwire.bench.command;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Topics;
import picocli.CommandLine.Option;

/** One audience that gets every event, and how long an event is, as options of scenarios that run once. */
final class SharedLoadOptions {
    @Option(names = "--subscribers", paramLabel = "N", description = "Streams to open. ${DEFAULT-VALUE}")
    private int subscribers = 1_000;

    @Option(
            names = "--topics",
            paramLabel = "SHAPE",
            description = "shared: one topic. pattern: all subscribe <topic>/*. ${DEFAULT-VALUE}")
    private Topics.Shape shape = Topics.Shape.SHARED;

    @Option(names = "--topic", description = "What is published to. Default: bench/run-<pid>")
    private String topic = Audience.defaultTopic();

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of the subscribers. ${DEFAULT-VALUE}")
    private int loops = 1;

    @Option(names = "--bytes", paramLabel = "N", description = "Length of an event's data. ${DEFAULT-VALUE}")
    private int bytes = 100;

    Audience audience() {
        return new Audience(subscribers, shape, topic, loops);
    }

    int bytes() {
        return bytes;
    }
}
