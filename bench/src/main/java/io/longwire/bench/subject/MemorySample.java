package io.longwire.bench.subject;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server's memory at one moment.
 *
 * @param streams how many were open
 * @param heap null where one of the processes is no JVM that can be asked
 */
public record MemorySample(
        int streams, ResidentMemory resident, @Nullable LiveHeap heap) {
    /** Asks for full collections first, so that what is resident afterwards is not all garbage. */
    public static MemorySample of(ServerProcesses server, int streams) throws InterruptedException {
        LiveHeap heap = new LiveHeap(0, Map.of());
        for (long pid : server.pids()) {
            heap = heap != null && LiveHeap.canBeMeasured(pid) ? heap.plus(LiveHeap.measure(pid)) : null;
        }
        return new MemorySample(streams, server.memory(), heap);
    }
}
