package io.longwire.ops;

import io.longwire.admission.ConnectionLimits;
import io.longwire.embed.ServerStats;
import io.longwire.log.EventLog;
import io.longwire.log.LogView;
import io.longwire.log.Sequencer;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.util.List;

/** Reads for embedders what {@link Health} reports to operators. Any thread. */
public final class StatsReader {
    private final EventLog log;
    private final Sequencer sequencer;
    private final List<Shard> shards;
    private final ConnectionLimits limits;
    private final LastMinute lastMinute;

    public StatsReader(
            EventLog log, Sequencer sequencer, List<Shard> shards, ConnectionLimits limits, LastMinute lastMinute) {
        this.log = log;
        this.sequencer = sequencer;
        this.shards = shards;
        this.limits = limits;
        this.lastMinute = lastMinute;
    }

    /** @param subscriptions open ones of this process */
    public ServerStats read(int subscriptions, boolean draining) {
        LogView view = log.view();
        LastMinute.Summary minute = lastMinute.summary();
        return new ServerStats(
                limits.active(),
                limits.max(),
                limits.peak(),
                limits.admitted(),
                limits.refusals().total(),
                subscriptions,
                view.appended(),
                ShardCounters.total(shards, Counter.DELIVERIES),
                ShardCounters.total(shards, Counter.BYTES),
                view.events(),
                view.bytes(),
                log.topics().size(),
                sequencer.pending(),
                minute.successRate(),
                minute.p50Millis(),
                minute.p99Millis(),
                draining);
    }
}
