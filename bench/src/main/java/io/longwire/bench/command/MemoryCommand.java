package io.longwire.bench.command;

import io.longwire.bench.load.Topics;
import io.longwire.bench.scenario.Memory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of {@link Memory}. */
@Command(
        name = "memory",
        description = "Opens idle streams and measures the server's memory at several numbers of them.",
        footer = {
            "",
            "Example:",
            "  longwire-bench memory --url http://127.0.0.1:5001/sse --pid 4711 --sizes 2000,8000,15000"
        })
public final class MemoryCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "Numbers of streams at which memory is measured, ascending. 2000,8000,15000")
    private List<Integer> sizes = List.of(2_000, 8_000, 15_000);

    @Option(names = "--topic", description = "Topic of every stream. ${DEFAULT-VALUE}")
    private String topic = "bench/idle";

    @Option(
            names = "--topics",
            paramLabel = "SHAPE",
            description = "shared: one topic. own: a topic for each stream, bench/own/<n>. pattern: all the same"
                    + " pattern, <topic>/*. ${DEFAULT-VALUE}")
    private Topics.Shape shape = Topics.Shape.SHARED;

    @Option(names = "--publish-each", description = "One event is published to each of these topics.")
    private boolean publishEach;

    @Option(names = "--warm", description = "First opens all streams once and closes them again.")
    private boolean warm;

    @Override
    public Integer call() throws InterruptedException {
        return report.finish(Memory.run(subject.subject(), new Memory.Options(sizes, shape, topic, publishEach, warm)));
    }
}
