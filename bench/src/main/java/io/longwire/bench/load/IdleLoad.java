package io.longwire.bench.load;

import java.util.List;

/** Streams that are held idle, in this process or in others. One thread. */
public interface IdleLoad extends AutoCloseable {
    /** Returns when {@code count} streams in all are open. */
    void openUpTo(int count) throws InterruptedException;

    /** Closes every stream; others can be opened then. */
    void closeAll() throws InterruptedException;

    /** Streams that ended after they were open, though nobody closed them. */
    int lost();

    /** The processes that hold them. */
    List<Long> pids();

    @Override
    void close();
}
