package io.longwire.bench.command;

import io.longwire.bench.load.Topics;
import io.longwire.bench.scenario.Memory;
import java.net.URI;
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
            "Examples:",
            "  longwire-bench memory --url http://127.0.0.1:5001/sse --pid 4711 --sizes 2000,8000,15000",
            "  longwire-bench memory --pid 4711 --topics own --publish-each --warm",
            "Two servers, the streams shared by two processes:",
            "  longwire-bench memory --url http://127.0.0.1:5001/sse,http://127.0.0.1:5002/sse --pid 4711,4712 \\",
            "      --sizes 10000,20000,30000 --processes 2"
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
            description = "Numbers of streams at which memory is measured, ascending. 2000,8000,15000,19000")
    private List<Integer> sizes = List.of(2_000, 8_000, 15_000, 19_000);

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

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "That hold the streams: one has as many as it may open files. Several URLs get the streams in"
                    + " turn. ${DEFAULT-VALUE}")
    private int processes = 1;

    @Option(
            names = "--hold",
            paramLabel = "S",
            description =
                    "At the end all streams are held idle so long, and the server's CPU is measured. ${DEFAULT-VALUE}")
    private double hold = 0;

    @Option(
            names = "--metrics-url",
            paramLabel = "URL",
            split = ",",
            description = "Where the server's metrics for Prometheus are, to read its direct memory there"
                    + " (jvm_buffer_pool_used_bytes). Otherwise the JVM is asked, which tells it with"
                    + " -XX:NativeMemoryTracking=summary.")
    private List<URI> metrics = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Memory.Options options = new Memory.Options(sizes, shape, topic, publishEach, warm, processes, hold, metrics);
        return report.finish(Memory.run(subject.subject(), options));
    }
}
