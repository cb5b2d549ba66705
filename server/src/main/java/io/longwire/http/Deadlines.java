package io.longwire.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP connections of one request loop, looked over in turn for deadlines that have passed: one timer for all, so
 * that a connection needs none of its own. That loop only, but for the constructor.
 */
final class Deadlines {
    private final EventLoop loop;
    private final long periodMillis;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final IdleConnections idle = new IdleConnections();
    private boolean sweeping;
    private volatile int size;

    /** @param timeoutMillis the shortest deadline there is; it is kept to within an eighth */
    Deadlines(EventLoop loop, long timeoutMillis) {
        this.loop = loop;
        this.periodMillis = Math.max(10, Math.min(1000, timeoutMillis / 8));
    }

    void add(HttpConnection connection) {
        connection.slot = connections.size();
        connections.add(connection);
        size = connections.size();
        if (!sweeping) {
            sweeping = true;
            loop.schedule(this::sweep, periodMillis, TimeUnit.MILLISECONDS);
        }
    }

    void remove(HttpConnection connection) {
        HttpConnection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.slot, last);
            last.slot = connection.slot;
        }
        size = connections.size();
    }

    /** Those of them that wait between two requests. */
    IdleConnections idle() {
        return idle;
    }

    /** Closes what was claimed of the idle ones, in a task of its own. Any thread. */
    void closeClaimed() {
        loop.execute(idle::closeClaimed);
    }

    private void sweep() {
        long now = System.nanoTime();
        for (int i = connections.size() - 1; i >= 0; i--) {
            // Closing one takes it away, and moves the last into its place: that one was looked at already.
            if (i < connections.size()) {
                connections.get(i).checkDeadline(now);
            }
        }
        sweeping = !connections.isEmpty();
        if (sweeping) {
            loop.schedule(this::sweep, periodMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends every connection: at once where nothing is under way, otherwise with its answer. */
    void stop() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i < connections.size()) {
                connections.get(i).stop();
            }
        }
    }

    /** Connections now. Any thread. */
    int size() {
        return size;
    }
}
