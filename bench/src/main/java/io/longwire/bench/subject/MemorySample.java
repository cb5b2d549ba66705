package io.longwire.bench.subject;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Memory at one moment.
 *
 * @param streams how many were open
 * @param resident of the server's processes
 * @param heap null where one of them is no JVM that can be asked
 * @param direct bytes outside the heap; empty where nothing tells
 * @param kernel of the whole machine
 * @param loadRss bytes resident in the processes that hold the other ends
 */
public record MemorySample(
        int streams,
        ResidentMemory resident,
        @Nullable LiveHeap heap,
        OptionalLong direct,
        KernelMemory kernel,
        long loadRss) {}
