package io.longwire.bench.command;

import io.longwire.bench.load.HoldingState;
import io.longwire.bench.load.IdleStreams;
import io.longwire.bench.load.Part;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code memory --processes} starts; it holds streams as its standard input says. */
@Command(
        name = "hold",
        hidden = true,
        description = "Holds idle streams. Reads lines 'open N', 'close', 'report'; answers each with a line of JSON.",
        footer = {"", "Example:", "  echo 'open 1000' | longwire-bench hold --url http://127.0.0.1:5001/sse"})
public final class HoldCommand implements Callable<Integer> {
    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Option(names = "--topic", description = "Topic of every stream. ${DEFAULT-VALUE}")
    private String topic = "bench/idle";

    @Option(names = "--topics", paramLabel = "SHAPE", description = "As of memory. ${DEFAULT-VALUE}")
    private Topics.Shape shape = Topics.Shape.SHARED;

    @Option(names = "--part", paramLabel = "I", description = "Of all streams, from 0. ${DEFAULT-VALUE}")
    private int part = 0;

    @Option(names = "--processes", paramLabel = "N", description = "That share them. ${DEFAULT-VALUE}")
    private int processes = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Topics topics = new Topics(topic, Integer.MAX_VALUE, shape);
        try (IdleStreams streams = new IdleStreams(subject.subject().requests(), topics, new Part(part, processes))) {
            int open = 0;
            String line;
            while ((line = input.readLine()) != null) {
                String failure = "";
                try {
                    if (line.startsWith("open ")) {
                        int count = Integer.parseInt(line.substring(5).trim());
                        streams.openUpTo(count);
                        open = count;
                    } else if (line.equals("close")) {
                        streams.closeAll();
                        open = 0;
                    } else if (!line.equals("report")) {
                        failure = "not understood: " + line;
                    }
                } catch (BenchException e) {
                    failure = String.valueOf(e.getMessage());
                } catch (NumberFormatException e) {
                    failure = "not a number: " + line;
                }
                output.println(new HoldingState(open, streams.lost(), failure).json());
            }
        }
        return ExitCode.OK;
    }
}
