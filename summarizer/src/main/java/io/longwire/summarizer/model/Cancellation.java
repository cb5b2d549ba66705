package io.longwire.summarizer.model;

import java.util.ArrayList;
import java.util.List;

/** Whether work is no longer wanted. Any thread. */
public final class Cancellation {
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean cancelled;

    /** It is no longer wanted; runs what {@link #onCancel} was given, once. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            cancelled = true;
            waiting = List.copyOf(tasks);
            tasks.clear();
        }
        waiting.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs a task when cancelled, on the thread that cancels; at once when that has happened already. */
    public void onCancel(Runnable task) {
        synchronized (this) {
            if (!cancelled) {
                tasks.add(task);
                return;
            }
        }
        task.run();
    }
}
