package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A stream without a socket that takes all it is given. Unlike the stub of the tests it neither copies nor checks, so that
 * what is measured is the shard.
 */
final class SinkConnection extends StreamConnection {
    /** In the place of a detached socket's registration, so that the object is as large. */
    @Nullable
    Object registration;

    SinkConnection(int number, AddressSlot address) {
        super(0, number, address);
    }

    @Override
    void open(Shard shard) {}

    @Override
    int write(Memory memory, int from, int to) {
        return to - from;
    }

    @Override
    long write(Runs runs) {
        return runs.bytes();
    }

    @Override
    void awaitWritable(boolean wanted) {}

    @Override
    void shut(Shard shard, CloseReason reason) {
        address().release();
    }

    /** Descriptor 0 is not ours. */
    @Override
    public void close() {}
}
