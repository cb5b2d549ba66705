package io.longwire.summarizer.job;

import io.longwire.summarizer.model.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A job that is not finished: its text so far, and the id of the event up to which that goes. Both change together, under
 * the job's own lock, each time an event was published: whoever takes a {@link #snapshot()} and reads the topic after its
 * id misses nothing and sees nothing twice. Any thread but an event loop.
 */
final class LiveJob {
    private final String id;
    private final String session;
    private final EventStreams streams;
    private final ScheduledExecutorService timer;
    private final long intervalMillis;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder gathered = new StringBuilder();
    private @Nullable String lastId;
    private @Nullable Thread interruptible;
    private boolean flushIsDue;
    private boolean over;

    /**
     * @param timer publishes what was gathered for so long
     */
    LiveJob(String id, String session, EventStreams streams, ScheduledExecutorService timer, long intervalMillis) {
        this.id = id;
        this.session = session;
        this.streams = streams;
        this.timer = timer;
        this.intervalMillis = intervalMillis;
    }

    /**
     * The text so far.
     *
     * @param lastId of the event up to which it goes; null before the first
     */
    record Snapshot(String text, @Nullable String lastId) {}

    String id() {
        return id;
    }

    String session() {
        return session;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    static String topic(String id) {
        return "jobs/" + id;
    }

    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(text.toString(), lastId);
        } finally {
            lock.unlock();
        }
    }

    /** What was published of the text and what is gathered. */
    String wholeText() {
        lock.lock();
        try {
            return text.toString() + gathered;
        } finally {
            lock.unlock();
        }
    }

    /** An event after all text that was given before. Nothing, once the job is over. */
    void publish(String type, Object data) {
        lock.lock();
        try {
            if (!over) {
                flush(true);
                keep(streams.publish(topic(id), type, data));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The last event; the topic ends with it. Nothing, once the job is over. */
    void end(String type, Object data) {
        lock.lock();
        try {
            if (!over) {
                flush(true);
                keep(streams.publishLast(topic(id), type, data));
                over = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** More of the text: published with what follows within the interval. */
    void text(String more) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            gathered.append(more);
            if (intervalMillis == 0) {
                flush(false);
            } else if (!flushIsDue) {
                flushIsDue = true;
                timer.schedule(this::flushInTime, intervalMillis, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void flushInTime() {
        lock.lock();
        try {
            flushIsDue = false;
            if (!over) {
                flush(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param whole also the first half of a character, whose other half may still come */
    private void flush(boolean whole) {
        int end = gathered.length();
        if (end > 0 && !whole && Character.isHighSurrogate(gathered.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            return;
        }
        // Half a character that never became whole is no text: it becomes '?', of the same length.
        String more = new String(gathered.substring(0, end).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        gathered.delete(0, end);
        keep(streams.publish(topic(id), "token", new JobEvent.Token(id, more, text.length())));
        text.append(more);
    }

    /** The text so far is void. */
    void restart(String reason) {
        lock.lock();
        try {
            if (!over) {
                gathered.setLength(0);
                keep(streams.publish(topic(id), "restart", new JobEvent.Restart(id, reason)));
                text.setLength(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the text the one given, which is the final one: adds what lacks, or begins anew where it is another. */
    void settle(String whole) {
        lock.lock();
        try {
            String known = wholeText();
            if (!whole.startsWith(known)) {
                restart("corrected");
                known = "";
            }
            if (whole.length() > known.length()) {
                text(whole.substring(known.length()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(@Nullable String published) {
        if (published != null) {
            lastId = published;
        }
    }

    /** Whether the calling thread may begin what {@link #cancel()} interrupts; not when the job is cancelled. */
    boolean beginInterruptible() {
        lock.lock();
        try {
            interruptible = Thread.currentThread();
            return !cancellation.isCancelled();
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread is not interrupted any more, and not left so. */
    void endInterruptible() {
        lock.lock();
        try {
            interruptible = null;
            boolean unused = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Its work is not wanted any more. */
    void cancel() {
        cancellation.cancel();
        lock.lock();
        try {
            if (interruptible != null) {
                interruptible.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
