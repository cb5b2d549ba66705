package io.longwire.bench.subject;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures a server's memory, the kernel's for its connections, and what the load itself holds.
 *
 * @param load the processes that hold the other ends
 */
public record MemoryProbe(ServerProcesses server, DirectMemory direct, ServerProcesses load) {
    /** Asks for full collections first, so that what is resident afterwards is not all garbage. */
    public MemorySample sample(int streams) throws InterruptedException {
        OptionalLong directBytes = direct.bytes();
        @Nullable LiveHeap heap = LiveHeap.of(server);
        return new MemorySample(
                streams,
                server.memory(),
                heap,
                directBytes,
                KernelMemory.now(),
                load.memory().rss());
    }
}
