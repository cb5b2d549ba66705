package io.longwire.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Events to append as one, and whom to tell. Made by a publisher, handed to the {@link Sequencer}. */
public final class Append {
    /** Heap that an event holds beside its lines, roughly; counted against the queue's bound. */
    private static final int EVENT_OVERHEAD = 256;

    private final List<EncodedEvent> batch;
    private final @Nullable IdempotencyKey key;
    private final int acceptedMicros = EventLog.micros();
    private final int weight;
    private final CompletableFuture<long[]> ids = new CompletableFuture<>();

    /** What will be answered, kept until the batch is visible. The sequencer's own. */
    private long @Nullable [] appended;

    private @Nullable Throwable failure;

    public Append(List<EncodedEvent> batch, @Nullable IdempotencyKey key) {
        this.batch = batch;
        this.key = key;
        int bytes = 0;
        for (EncodedEvent encoded : batch) {
            bytes += encoded.lines().length + EVENT_OVERHEAD;
        }
        this.weight = bytes;
    }

    /**
     * The events' ids, once they can be read; or an {@link AppendException}. Completed on whatever thread drains the
     * queue: an event loop, which must not be held up.
     */
    public CompletableFuture<long[]> ids() {
        return ids;
    }

    List<EncodedEvent> batch() {
        return batch;
    }

    @Nullable
    IdempotencyKey key() {
        return key;
    }

    int acceptedMicros() {
        return acceptedMicros;
    }

    /** Bytes of heap while it waits. */
    int weight() {
        return weight;
    }

    void appended(long[] given) {
        appended = given;
    }

    void failed(Throwable why) {
        failure = why;
    }

    /** Tells the publisher what became of it. */
    void acknowledge() {
        if (appended != null) {
            ids.complete(appended);
        } else if (failure != null) {
            ids.completeExceptionally(failure);
        }
    }

    void refuse(AppendException why) {
        ids.completeExceptionally(why);
    }
}
