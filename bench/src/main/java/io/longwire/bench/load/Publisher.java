package io.longwire.bench.load;

import io.longwire.bench.report.Progress;
import io.longwire.bench.subject.Requests;

/** Publishes numbered events, flat out or by a schedule. One thread. */
public final class Publisher implements AutoCloseable {
    private static final long MAX_SPIN_MICROS = 60;
    /** How far behind the end of a schedule or slice a publisher still goes on. */
    private static final long GRACE_MICROS = 1_000_000;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Requests requests;
    private final Topics topics;
    private final int bytes;
    private final int batch;
    private final PublishConnection connection;
    private long published;

    /** A publisher on a connection of its own, that publishes events as the pace has them. */
    public Publisher(Requests requests, Topics topics, Pace pace) {
        this.requests = requests;
        this.topics = topics;
        this.bytes = pace.bytes();
        this.batch = pace.batch();
        this.connection = new PublishConnection(requests.publishAddress());
    }

    /** Events published so far; probes are none. */
    public long published() {
        return published;
    }

    /** Publishes what reaches every subscriber and counts nowhere. */
    public void probe() {
        topics.reachingAll()
                .forEach(topic -> connection.publish(
                        batch == 0
                                ? requests.publish(topic, 0, Clock.micros(), bytes)
                                : requests.publishBatch(
                                        topic,
                                        1,
                                        (out, number) -> requests.event(out, topic, 0, Clock.micros(), bytes))));
    }

    /** Publishes as fast as the server acknowledges and the window lets it. */
    public void flatOut(double seconds, Window window, Progress progress) throws InterruptedException {
        int count = Math.max(1, batch);
        long start = Clock.micros();
        long end = start + (long) (seconds * MICROS_PER_SECOND);
        long now = start;
        while (now < end && window.awaitRoom(published, count)) {
            publish(count, Clock.micros(), 0);
            now = Clock.micros();
            progress.stepTo((now - start) / MICROS_PER_SECOND);
        }
    }

    /** Publishes so many events at once. */
    public void publish(int count) {
        int most = Math.max(1, batch);
        for (int left = count; left > 0; left -= most) {
            publish(Math.min(most, left), Clock.micros(), 0);
        }
    }

    /**
     * Publishes by a schedule of its own, and returns at its end. An event that is late because the one before was
     * answered late still carries the time at which it was due, so that the delay is counted.
     */
    public void paced(double perSecond, double seconds, Progress progress) throws InterruptedException {
        paced(new Schedule(perSecond), seconds, progress);
    }

    /**
     * Publishes what is due in the next slice of a schedule, and returns at its end; later where answers were late. What
     * it could not send for that time carries over with the times at which it was due.
     */
    public void paced(Schedule schedule, double seconds, Progress progress) throws InterruptedException {
        double interval = schedule.intervalMicros();
        long spin = Math.min(MAX_SPIN_MICROS, (long) interval / 50);
        int most = Math.max(1, batch);
        long start = Clock.micros();
        long end = schedule.nextSlice(seconds);
        long now = start;
        while (schedule.waiting(end, 1) > 0 && now < Math.max(start, end) + GRACE_MICROS) {
            long due = schedule.dueMicros();
            Clock.waitUntil(due, spin);
            int count = Math.max(1, schedule.waiting(Math.min(end, Clock.micros() + 1), most));
            publish(count, due, interval);
            schedule.sent(count);
            now = Clock.micros();
            progress.stepTo((now - start) / MICROS_PER_SECOND);
        }
        Clock.waitUntil(end, 0);
    }

    private void publish(int count, long dueMicros, double interval) {
        String first = topics.ofEvent(published);
        if (batch == 0) {
            connection.publish(requests.publish(first, topics.sequence(published), dueMicros, bytes));
            published++;
            return;
        }
        connection.publish(requests.publishBatch(first, count, (out, number) -> {
            long due = dueMicros + (long) (number * interval);
            requests.event(out, topics.ofEvent(published), topics.sequence(published), due, bytes);
            published++;
        }));
    }

    @Override
    public void close() {
        connection.close();
    }
}
