package io.longwire.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Peers and runs that nobody has to measure. */
final class CannedRuns {
    private CannedRuns() {}

    /** Makes the folder of a peer that has batches or not. */
    static void peer(Path folder, String name, boolean batches) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("peer.properties"), """
                title=The %s
                subscribe.url=http://127.0.0.1:{port}/sse?topic={topic}
                publish.url=http://127.0.0.1:{port+1}/publish?topic={topic}
                publish.content-type=text/plain
                publish.body={data}
                %s
                """.formatted(
                        name, batches ? "batch.event={data}" : "cannot=batches, types"));
    }

    static List<Peer> peers(Path folder) throws IOException {
        peer(folder, "longwire", true);
        peer(folder, "nchan", false);
        return Peer.read(folder, List.of("longwire", "nchan"));
    }

    static Run paced(String peer, int repetition, double cpu, int latencyMicros) {
        return run(Row.PACED_1000, peer, repetition, Map.of("server_cpu_per_delivery_us", cpu), latencyMicros);
    }

    static Run run(Row row, String peer, int repetition, Map<String, Double> figures, int latencyMicros) {
        Histogram latency = new Histogram(3);
        for (int i = 1; i <= 100; i++) {
            latency.recordValue((long) latencyMicros * i);
        }
        return new Run(1, row.id(), peer, repetition, figures, Map.of("latency", latency), List.of());
    }
}
