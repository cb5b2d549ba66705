package io.longwire.stream;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams whose heads are written, on their way to a shard. What a request loop adds in one turn it announces once, since
 * to wake a sleeping loop costs more than to take a stream in. Any thread.
 */
public final class Arrivals {
    private final Shard shard;
    private final ConcurrentLinkedQueue<Arrival> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announced = new AtomicBoolean();

    private record Arrival(StreamConnection connection, StreamOptions options, long position, long sum) {}

    Arrivals(Shard shard) {
        this.shard = shard;
    }

    /**
     * Adds a stream, which is taken in soon.
     *
     * @param from the loop that adds it, and is in a turn
     * @param position the stream gets everything that matches after it
     * @param sum of the text that was sent with the head, where it has the content coding gzip
     */
    public void add(EventExecutor from, StreamConnection connection, StreamOptions options, long position, long sum) {
        waiting.add(new Arrival(connection, options, position, sum));
        // Behind those tasks of the turn that add more.
        try {
            from.execute(this::announce);
        } catch (RejectedExecutionException stopping) {
            announce();
        }
    }

    private void announce() {
        if (waiting.isEmpty() || !announced.compareAndSet(false, true)) {
            return;
        }
        try {
            shard.loop().execute(this::takeIn);
        } catch (RejectedExecutionException stopped) {
            announced.set(false);
            for (Arrival arrival = waiting.poll(); arrival != null; arrival = waiting.poll()) {
                arrival.connection().address().release();
                arrival.connection().abandon();
            }
        }
    }

    private void takeIn() {
        announced.set(false);
        try {
            for (Arrival arrival = waiting.poll(); arrival != null; arrival = waiting.poll()) {
                shard.add(arrival.connection(), arrival.options(), arrival.position(), arrival.sum());
            }
        } finally {
            announce(); // where one could not be taken in, those behind it still are
        }
    }
}
