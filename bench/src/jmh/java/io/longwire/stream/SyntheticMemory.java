package io.longwire.stream;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.scenario.MemoryFigures;
import io.longwire.bench.subject.DirectMemory;
import io.longwire.bench.subject.MemoryProbe;
import io.longwire.bench.subject.MemorySample;
import io.longwire.bench.subject.ServerProcesses;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * A process's live heap per stream for numbers of them that no machine of ours has sockets for: the objects of a million
 * streams in two shards, without sockets. What Netty keeps for each registered descriptor is not among them.
 *
 * <p>{@code java -cp longwire-jmh.jar io.longwire.stream.SyntheticMemory [STREAMS [one|own]]}
 */
public final class SyntheticMemory {
    private static final int STREAMS = 1_000_000;
    private static final int SHARDS = 2;
    private static final int SIZES = 4;

    private SyntheticMemory() {}

    public static void main(String[] args) throws InterruptedException {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : STREAMS;
        boolean own = args.length > 1 && args[1].equals("own");
        if (most < SIZES * SHARDS) {
            throw new BenchException(SIZES * SHARDS + " streams at least are needed, not " + most);
        }
        List<SinkShard> shards = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            shards.add(new SinkShard((most + SHARDS - 1) / SHARDS));
        }
        List<Long> self = List.of(ProcessHandle.current().pid());
        ServerProcesses process = new ServerProcesses(self);
        MemoryProbe probe = new MemoryProbe(process, new DirectMemory(self, List.of()), process);
        List<MemorySample> samples = new ArrayList<>();
        int opened = 0;
        for (int i = 1; i <= SIZES; i++) {
            int size = (int) ((long) most * i / SIZES);
            for (; opened < size; opened++) {
                shards.get(opened % SHARDS)
                        .open(opened / SHARDS, own ? "bench/own/" + opened : "bench/idle", HeartbeatForm.COMMENT);
            }
            shards.forEach(SinkShard::run);
            samples.add(probe.sample(size));
        }
        Reference.reachabilityFence(shards);
        ResultBuilder result = new ResultBuilder("synthetic memory", "this process, without sockets");
        MemoryFigures.reportHeap(samples, result);
        System.out.print(result.build().text());
        shards.forEach(SinkShard::close);
    }
}
