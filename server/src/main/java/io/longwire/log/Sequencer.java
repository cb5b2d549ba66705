package io.longwire.log;

import io.longwire.log.AppendException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of the log: takes what publishers offer, one after the other, and so gives every event its place in
 * one total order.
 *
 * <p>It is a role, not a thread. Publishers put their {@link Append} into a bounded queue; whoever finds the queue idle
 * drains it, up to a bound per turn; what is left is handed on to an event loop, never left lying. When an append must
 * wait for readers of the log, nobody drains until they have passed; the one that was the last hands the drain on.
 * {@link #pending} counts what was offered and is not yet done: the offer that raises it from 0 has the duty to drain,
 * and that counter's atomic updates carry the log's state from one drainer to the next.
 *
 * <p>Publishers are told last, when the drainer has given its role up. Who publishes while being told therefore finds an
 * idle queue again and would drain inside the drain, as deep as the chain is long: such a drain is handed on instead.
 */
public final class Sequencer {
    private static final int QUEUE_CAPACITY = 1 << 15;
    private static final int MAX_PER_TURN = 512;
    /** Value of {@link #pending} from {@link #end()} on: so low that no number of late offers brings it back to 0. */
    private static final int ENDED = Integer.MIN_VALUE / 2;

    private static final long END_PATIENCE_NANOS = 5_000_000_000L;

    private final EventLog log;
    private final LongSupplier nanoTime;
    private final IdempotencyTable answers;
    private final List<? extends LogListener> listeners;
    private final Executor nextTurn;
    private final MpscAtomicArrayQueue<Append> queue = new MpscAtomicArrayQueue<>(QUEUE_CAPACITY);
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final long maxQueuedBytes;
    private volatile boolean closed;
    /** Whether this thread is telling publishers what became of their batches. */
    private final ThreadLocal<boolean[]> acknowledging = ThreadLocal.withInitial(() -> new boolean[1]);

    // The drainer's own.
    private final ArrayList<Append> turn = new ArrayList<>(MAX_PER_TURN);
    private @Nullable Append waiting;

    /**
     * @param nanoTime times how long an Idempotency-Key is remembered: a clock like {@link System#nanoTime()}, that never
     *     steps as the clock on the wall may
     * @param listeners told after each turn that made something visible
     * @param nextTurn an event loop, or several in turn: continues a drain that was long, or that had to wait for readers
     */
    public Sequencer(
            EventLog log,
            LongSupplier nanoTime,
            long idempotencyWindowMillis,
            int idempotencyKeys,
            List<? extends LogListener> listeners,
            Executor nextTurn) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.answers = new IdempotencyTable(idempotencyWindowMillis, idempotencyKeys);
        this.listeners = listeners;
        this.nextTurn = nextTurn;
        this.maxQueuedBytes = log.maxAppendBytes();
    }

    /**
     * Takes a batch from any thread; {@link Append#ids()} tells the outcome. Throws {@link AppendException} with
     * {@link Reason#OVERLOADED} when the queue is full: nothing that was accepted ever vanishes.
     */
    public void offer(Append append) {
        if (closed) {
            throw stopped();
        }
        long bytes = queuedBytes.addAndGet(append.weight());
        boolean tooMuch = bytes > maxQueuedBytes && bytes > append.weight();
        if (tooMuch || !queue.offer(append)) {
            queuedBytes.addAndGet(-append.weight());
            throw new AppendException(Reason.OVERLOADED, "the publish queue is full, try again");
        }
        int before = pending.getAndIncrement();
        if (before == 0) {
            if (acknowledging.get()[0]) {
                handOn();
            } else {
                drain();
            }
        } else if (before < ENDED / 2) {
            refuseLate();
        }
    }

    private static AppendException stopped() {
        return new AppendException(Reason.CLOSED, "the server has stopped");
    }

    /** Batches offered and not yet appended. */
    public int pending() {
        return Math.max(0, pending.get());
    }

    /** Refuses what is offered from now on; what was accepted is still appended. */
    public void close() {
        closed = true;
    }

    /**
     * Blocks until nobody drains any more: afterwards the log is left alone, whoever still offers. To be called once the
     * loops that continue drains have ended; not on one of them.
     */
    public void end() {
        closed = true;
        long start = System.nanoTime();
        while (!pending.compareAndSet(0, ENDED) && System.nanoTime() - start < END_PATIENCE_NANOS) {
            LockSupport.parkNanos(100_000);
        }
    }

    private void drain() {
        turn.clear();
        while (turn.size() < MAX_PER_TURN) {
            Append append = waiting != null ? waiting : queue.poll();
            if (append == null) {
                break;
            }
            waiting = append;
            if (!process(append)) {
                break;
            }
            waiting = null;
            turn.add(append);
        }
        log.publish();
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).logGrew();
        }
        long bytes = 0;
        for (int i = 0; i < turn.size(); i++) {
            bytes += turn.get(i).weight();
        }
        queuedBytes.addAndGet(-bytes);
        // The next drainer may begin once the counter says 0, and clears the list: take it away first.
        Append[] done = turn.toArray(new Append[0]);
        boolean waits = waiting != null;
        try {
            if (pending.addAndGet(-done.length) > 0) {
                if (waits) {
                    log.whenReadersPassed(this::handOn);
                } else {
                    handOn();
                }
            }
        } finally {
            acknowledge(done);
        }
    }

    private void acknowledge(Append[] done) {
        boolean[] telling = acknowledging.get();
        telling[0] = true;
        try {
            for (Append append : done) {
                append.acknowledge();
            }
        } finally {
            telling[0] = false;
        }
    }

    /** By the drainer: leaves what is queued to an event loop; where there is none any more, to nobody. */
    private void handOn() {
        try {
            nextTurn.execute(this::drain);
        } catch (RejectedExecutionException ended) {
            closed = true;
            int refused;
            do {
                refused = waiting == null ? 0 : 1;
                if (waiting != null) {
                    waiting.refuse(stopped());
                    waiting = null;
                }
                refused += refuseQueued();
            } while (pending.addAndGet(-refused) > 0);
        }
    }

    private int refuseQueued() {
        int refused = 0;
        for (Append append = queue.poll(); append != null; append = queue.poll()) {
            append.refuse(stopped());
            refused++;
        }
        return refused;
    }

    /** Offered while {@link #end()} was called: nobody is the drainer any more, so publishers refuse it themselves. */
    private synchronized void refuseLate() {
        refuseQueued();
    }

    /** False when the log must first wait for its readers. */
    private boolean process(Append append) {
        try {
            IdempotencyKey key = append.key();
            long[] ids = key == null ? null : answers.find(key, nanoTime.getAsLong());
            if (ids == null) {
                ids = log.append(append.batch(), append.acceptedMicros());
                if (ids == null) {
                    return false;
                }
                if (key != null) {
                    answers.put(key, ids, nanoTime.getAsLong());
                }
            }
            append.appended(ids);
        } catch (AppendException refused) {
            append.failed(refused);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failed) {
            append.failed(failed); // also where the publisher's own stack is nearly full: the others go on
        }
        return true;
    }
}
