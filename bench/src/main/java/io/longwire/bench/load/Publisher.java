package io.longwire.bench.load;

import io.longwire.bench.Progress;
import io.longwire.bench.subject.Requests;
import java.io.IOException;

/** Publishes numbered events, flat out or by a schedule. One thread. */
public final class Publisher implements AutoCloseable {
    private static final long MAX_SPIN_MICROS = 60;
    /** How far behind the end of its schedule a publisher still goes on. */
    private static final long GRACE_MICROS = 1_000_000;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Requests requests;
    private final Topics topics;
    private final int bytes;
    private final int batch;
    private final PublishConnection connection;
    private long published;

    /**
     * A publisher on a connection of its own.
     *
     * @param batch most events in one request; 0 for single events, not lines of NDJSON
     */
    public Publisher(Requests requests, Topics topics, int bytes, int batch) {
        this.requests = requests;
        this.topics = topics;
        this.bytes = bytes;
        this.batch = batch;
        this.connection = new PublishConnection(requests.publishAddress());
    }

    /** Events published so far. */
    public long published() {
        return published;
    }

    /** Publishes as fast as the server acknowledges. */
    public void flatOut(double seconds, Progress progress) {
        long start = Clock.micros();
        long end = start + (long) (seconds * MICROS_PER_SECOND);
        long now = start;
        while (now < end) {
            publish(Math.max(1, batch), now, 0);
            now = Clock.micros();
            progress.stepTo((now - start) / MICROS_PER_SECOND);
        }
    }

    /**
     * Publishes by the schedule, and returns at its end. An event that is late because the one before was answered late
     * still carries the time at which it was due, so that the delay is counted.
     */
    public void paced(double perSecond, double seconds, Progress progress) throws InterruptedException {
        double interval = MICROS_PER_SECOND / perSecond;
        long spin = Math.min(MAX_SPIN_MICROS, (long) interval / 50);
        long total = Math.max(1, Math.round(perSecond * seconds));
        long start = Clock.micros();
        long end = start + (long) (seconds * MICROS_PER_SECOND);
        long now = start;
        long sent = 0;
        while (sent < total && now < end + GRACE_MICROS) {
            long due = start + (long) (sent * interval);
            Clock.waitUntil(due, spin);
            long dueByNow = Math.min(total, (long) ((Clock.micros() - start) / interval) + 1);
            int count = (int) Math.max(1, Math.min(batch, dueByNow - sent));
            publish(count, due, interval);
            sent += count;
            now = Clock.micros();
            progress.stepTo((now - start) / MICROS_PER_SECOND);
        }
        Clock.waitUntil(end, 0);
    }

    private void publish(int count, long dueMicros, double interval) {
        if (batch == 0) {
            connection.publish(requests.publish(topics.ofEvent(published), next(dueMicros)));
            return;
        }
        StringBuilder lines = new StringBuilder(count * (bytes + 64));
        for (int i = 0; i < count; i++) {
            String topic = topics.ofEvent(published);
            lines.append(requests.event(topic, next(dueMicros + (long) (i * interval))))
                    .append('\n');
        }
        connection.publish(requests.publishLines(lines));
    }

    private String next(long dueMicros) {
        long event = published++;
        return Payload.of(topics.sequence(event), dueMicros, bytes);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
