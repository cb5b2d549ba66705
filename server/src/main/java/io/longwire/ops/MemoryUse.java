package io.longwire.ops;

import io.longwire.log.Memory;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * The process's memory now.
 *
 * @param heapBytes used, garbage included
 * @param liveBytes of the heap, used after the last collection of each part; {@code heapBytes} before there was one
 * @param heapMaxBytes what the heap may grow to
 * @param directBytes outside the heap: the log, and Netty's buffers
 */
record MemoryUse(long heapBytes, long liveBytes, long heapMaxBytes, long directBytes) {
    static MemoryUse now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage afterCollection = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            live += afterCollection == null ? 0 : afterCollection.getUsed();
        }
        return new MemoryUse(
                heap.getUsed(),
                live > 0 ? live : heap.getUsed(),
                heap.getMax(),
                Memory.allocatedBytes() + Math.max(0, PlatformDependent.usedDirectMemory()));
    }

    /** Part of the heap that is in use by what lives, 0 to 1. */
    double load() {
        return heapMaxBytes <= 0 ? 0 : (double) liveBytes / heapMaxBytes;
    }
}
