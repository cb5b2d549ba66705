package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.log.Memory;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A stream without a socket: what the peer takes of each write, and when it has room again, is the test's choice. */
public final class StubConnection extends StreamConnection {
    /** What one {@code writev} takes. */
    private static final int MOST_RUNS = 1024;

    private static final VarHandle FREED = freedField();

    /** The other end of the stub. */
    public interface Peer {
        /** How many of the bytes offered are taken now; an exception is a broken socket. */
        int take(int offered) throws IOException;

        void receive(byte[] bytes);

        void closed(boolean orderly);

        /** Something that must never be: a use of freed memory, a write to a closed stream. */
        void misuse(String what);
    }

    private final Peer peer;
    private Shard shard;
    private boolean wantsWritable;
    private boolean shut;

    public StubConnection(Peer peer, int number, AddressSlot address) {
        super(0, number, address);
        this.peer = peer;
    }

    private static VarHandle freedField() {
        try {
            return MethodHandles.privateLookupIn(Memory.class, MethodHandles.lookup())
                    .findVarHandle(Memory.class, "freed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    void open(Shard joined) {
        shard = joined;
    }

    @Override
    int write(Memory memory, int from, int to) throws IOException {
        check(memory, from, to);
        int taken = peer.take(to - from);
        deliver(memory, from, taken);
        return taken;
    }

    @Override
    long write(Runs runs) throws IOException {
        long offered = 0;
        for (int run = 0; run < runs.count(); run++) {
            check(runs.memory(run), runs.from(run), runs.to(run));
            offered += runs.to(run) - runs.from(run);
        }
        if (offered != runs.bytes() && runs.count() < MOST_RUNS) {
            peer.misuse("runs of " + offered + " bytes say they are " + runs.bytes());
        }
        int taken = peer.take((int) offered);
        int left = taken;
        for (int run = 0; run < runs.count() && left > 0; run++) {
            int length = Math.min(left, runs.to(run) - runs.from(run));
            deliver(runs.memory(run), runs.from(run), length);
            left -= length;
        }
        return taken;
    }

    private void check(Memory memory, int from, int to) {
        if ((boolean) FREED.get(memory)) {
            peer.misuse("a write from freed memory");
        }
        if (from < 0 || to <= from || to > memory.capacity()) {
            peer.misuse("a write of " + from + ".." + to + " from " + memory.capacity() + " bytes");
        }
        if (shut) {
            peer.misuse("a write to a closed stream");
        }
    }

    private void deliver(Memory memory, int from, int length) {
        if ((boolean) FREED.get(memory)) {
            peer.misuse("memory was freed while it was written");
            return;
        }
        var bytes = new byte[length];
        memory.buffer().get(from, bytes);
        peer.receive(bytes);
    }

    @Override
    void awaitWritable(boolean wanted) {
        wantsWritable = wanted;
    }

    @Override
    void shut(Shard from, CloseReason reason) {
        if (shut) {
            peer.misuse("closed twice");
        }
        shut = true;
        address().release();
        peer.closed(reason.isOrderly());
    }

    /** Descriptor 0 is not ours. */
    @Override
    public void close() {}

    /** Plants a bug: whatever was written last is taken for the frame at its position. */
    public void claimToEndWithFrame() {
        endsWithFrame = true;
    }

    public boolean wantsWritable() {
        return wantsWritable && !shut;
    }

    /** What the loop does on EPOLLOUT. */
    public void becomeWritable() {
        if (!shut) {
            shard.writable(this);
        }
    }

    /** What the loop does when the peer has gone. */
    public void peerLeft(CloseReason reason) {
        if (!shut) {
            shard.close(this, reason);
        }
    }

    /** Whether it has all that its group has. */
    public boolean isLevel() {
        return catchUp == null && group != null && group.pendingFrom == 0;
    }

    /** Whether its group is about to write a page of which this stream has the beginning already. */
    public boolean joinsMidPage() {
        return !shut && catchUp == null && group != null && group.pendingFrom != 0 && position >= group.pendingFrom;
    }
}
