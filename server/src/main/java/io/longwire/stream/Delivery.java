package io.longwire.stream;

import io.longwire.log.EventLog;
import io.longwire.log.LogView;
import io.longwire.log.ReadFences;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a shard does when the log grew, in turns: take the new view, mark the groups that something new is for, then
 * write, in slices, so that neither a large group nor a long catch-up keeps the others or the loop's own I/O waiting.
 *
 * <p>But for {@link #logGrew()} its shard's loop only.
 */
final class Delivery {
    /** Socket writes in one turn, about; then the loop looks after its sockets. */
    private static final int WRITES_PER_TURN = 1024;

    private final Shard shard;
    private final int number;
    private final EventLog log;
    private final ReadFences fences;
    private final AtomicBoolean turnQueued = new AtomicBoolean();

    // Accessed only on the loop.
    private final Distribution distribution;
    private final FanOut fanOut;
    private final ArrayDeque<Group> pending = new ArrayDeque<>();
    private @Nullable LogView view;

    Delivery(Shard shard, int number, ReadFences fences) {
        this.shard = shard;
        this.number = number;
        this.log = shard.log();
        this.fences = fences;
        this.distribution = new Distribution(shard, this);
        this.fanOut = new FanOut(shard);
    }

    /** Any thread: wakes the loop once for all that came since its last turn; not at all while nobody listens. */
    void logGrew() {
        if (shard.subscribers() > 0 && !turnQueued.get() && turnQueued.compareAndSet(false, true)) {
            shard.loop().execute(this::turn);
        }
    }

    private void turn() {
        turnQueued.set(false);
        if (shard.subscribers() == 0) {
            return;
        }
        refresh();
        int budget = WRITES_PER_TURN;
        boolean more = true;
        while (more && budget > 0) {
            Group group = pending.poll();
            if (group != null) {
                budget -= 1 + fanOut.writeSlice(group);
                if (group.pendingFrom != 0) {
                    pending.add(group);
                } else {
                    group.queued = false;
                }
            }
            int advanced = shard.catchUps().advanceOne();
            budget -= advanced;
            more = !pending.isEmpty() || advanced > 0;
        }
        if (more) {
            queueTurn();
        }
    }

    void queueTurn() {
        if (turnQueued.compareAndSet(false, true)) {
            shard.loop().execute(this::turn);
        }
    }

    /** Takes the newest view: nothing may be kept of an older one across this call. */
    void refresh() {
        LogView old = view;
        if (old == null) {
            fences.enter(number);
            view = log.view();
            distribution.startAt(view);
            fences.passed(number, view.firstSegment());
            return;
        }
        LogView next = log.view();
        if (next == old) {
            return;
        }
        distribution.distribute(next);
        view = next;
        if (next.firstSegment() != old.firstSegment()) {
            shard.catchUps().saveRests(next.firstSegment());
            fences.passed(number, next.firstSegment());
        }
        if (next.goneOrGoing() != old.goneOrGoing()) {
            shard.heartbeats().sendPositions(next.goneOrGoing());
        }
        shard.catchUps().checkLag();
    }

    /** The log as this turn sees it; everything in it has been distributed to the groups. */
    LogView view() {
        LogView current = view;
        if (current == null) {
            throw new IllegalStateException("a shard without streams reads nothing");
        }
        return current;
    }

    /** Something was dropped before it was distributed: each stream finds out what that means for it. */
    void allFallBehind() {
        List<Group> groups = shard.subscriptions().groups();
        for (int i = groups.size() - 1; i >= 0; i--) {
            fanOut.allFallBehind(groups.get(i));
        }
    }

    void markPending(Group group, long id) {
        group.markPending(id);
        if (!group.queued) {
            group.queued = true;
            pending.add(group);
        }
    }

    /** Lets go of the log when no stream is left. */
    void leaveIfEmpty() {
        if (shard.subscribers() == 0 && view != null) {
            view = null;
            pending.clear();
            distribution.forget();
            fences.leave(number);
        }
    }
}
