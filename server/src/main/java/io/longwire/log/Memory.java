package io.longwire.log;

import io.netty.channel.unix.Buffer;
import io.netty.util.internal.CleanableDirectBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A block of memory outside the heap, for bytes that go to sockets. Its owner frees it, once.
 *
 * <p>{@link #buffer()} must not be read after {@link #free()}: who may still read is what {@link ReadFences} decides.
 */
public final class Memory {
    private static final AtomicLong ALLOCATED = new AtomicLong();

    private final CleanableDirectBuffer block;
    private final ByteBuffer buffer;
    private long address;
    private boolean freed;

    public Memory(int capacity) {
        block = Buffer.allocateDirectBufferWithNativeOrder(capacity);
        buffer = block.buffer();
        ALLOCATED.addAndGet(capacity);
    }

    /** Bytes of all blocks not yet freed in this process. */
    public static long allocatedBytes() {
        return ALLOCATED.get();
    }

    /** Positions belong to the writer; readers use absolute access. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where the block lies. Needs Netty's native library: only for native transports. */
    public long address() {
        if (address == 0) {
            address = Buffer.memoryAddress(buffer); // racy but idempotent
        }
        return address;
    }

    public int capacity() {
        return buffer.capacity();
    }

    public void free() {
        if (!freed) {
            freed = true;
            ALLOCATED.addAndGet(-buffer.capacity());
            block.clean();
        }
    }
}
