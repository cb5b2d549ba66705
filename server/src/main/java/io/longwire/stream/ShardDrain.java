package io.longwire.stream;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends all streams of a shard in order, in small steps over a time, so that their clients do not come back all at once.
 * Few streams take little of it. Its shard's loop only.
 */
final class ShardDrain {
    private static final int STEP_MILLIS = 20;

    private final Shard shard;
    private final OpenStreams streams;
    private final StreamWalk walk;
    private @Nullable ScheduledFuture<?> schedule;
    private int perStep;

    ShardDrain(Shard shard, OpenStreams streams) {
        this.shard = shard;
        this.streams = streams;
        this.walk = new StreamWalk(streams.subscriptions().groups());
    }

    /** @param millis over which the ends are spread; 0 for all at once */
    void begin(long millis) {
        long steps = Math.max(1, millis / STEP_MILLIS);
        perStep = (int) (streams.count() / steps) + 1;
        if (steps == 1) {
            perStep = Integer.MAX_VALUE;
        }
        if (!step()) {
            schedule =
                    shard.loop().scheduleAtFixedRate(this::nextStep, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void nextStep() {
        if (step()) {
            stop();
        }
    }

    /** Ends the next streams; returns whether those were the last. */
    private boolean step() {
        if (streams.count() > 0) {
            shard.delivery().refresh(); // so that nobody is sent away before what is in the log already
        }
        for (int left = perStep; left > 0; ) {
            StreamConnection next = walk.next();
            if (next == null) {
                return true;
            }
            if (!next.isEnding()) {
                streams.finish(next, CloseReason.DRAIN);
                left--;
            }
        }
        return false;
    }

    void stop() {
        if (schedule != null) {
            schedule.cancel(false);
            schedule = null;
        }
    }
}
