package io.longwire.summarizer.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether work is no longer wanted. Any thread. */
public final class Cancellation {
    private final List<Runnable> tasks = new ArrayList<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** It is no longer wanted; runs what {@link #onCancel} was given, once. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled.countDown();
            waiting = List.copyOf(tasks);
            tasks.clear();
        }
        waiting.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Runs a task when cancelled, on the thread that cancels; at once when that has happened already. */
    public void onCancel(Runnable task) {
        synchronized (this) {
            if (!isCancelled()) {
                tasks.add(task);
                return;
            }
        }
        task.run();
    }

    /** Waits so long, or until cancelled: true then, and when the thread is interrupted. */
    boolean await(Duration time) {
        try {
            return cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Cancelled with this one, and alone. */
    Cancellation child() {
        var child = new Cancellation();
        onCancel(child::cancel);
        return child;
    }
}
