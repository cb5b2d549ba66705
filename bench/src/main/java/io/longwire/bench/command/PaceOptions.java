package io.longwire.bench.command;

import io.longwire.bench.load.Pace;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is published and how fast, as options. */
final class PaceOptions {
    @Option(
            names = "--bytes",
            paramLabel = "N",
            split = ",",
            description = "Length of an event's data; several, separated by commas, run one after the other. 100")
    private List<Integer> bytes = List.of(100);

    @Option(names = "--seconds", paramLabel = "S", description = "How long is measured. ${DEFAULT-VALUE}")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "The same load before, checked but not measured. ${DEFAULT-VALUE}")
    private double warmUp = 2;

    @Option(names = "--ndjson", description = "Publish lines of NDJSON, as many in a request as are due.")
    private boolean ndjson;

    @Option(names = "--batch", paramLabel = "N", description = "Most lines in a request. ${DEFAULT-VALUE}")
    private int batch = 100;

    /** One for every length; a rate of 0 is flat out. */
    List<Pace> paces(double rate, int inFlight) {
        return bytes.stream()
                .map(length -> new Pace(rate, warmUp, seconds, length, ndjson ? Math.max(1, batch) : 0, inFlight))
                .toList();
    }
}
