package io.longwire.model;

import io.longwire.admission.ConnectionLimits;
import io.longwire.log.EventLog;
import io.longwire.log.PieceSettings;
import io.longwire.log.ReadFences;
import io.longwire.log.Sequencer;
import io.longwire.log.StartJudge;
import io.longwire.stream.CloseReason;
import io.longwire.stream.ConnectionIds;
import io.longwire.stream.Piece;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardCounters.Counter;
import io.longwire.stream.ShardSettings;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One life of the server: log, sequencer and shards, all run by the test's thread, and the model beside them. */
final class ServerUnderTest {
    private final Scenario scenario;
    private final Set<Situation> seen;
    private final ModelLog model;
    private final EventLog log;
    private final Sequencer sequencer;
    private final StartJudge judge;
    private final ShardSettings settings;
    private final ConnectionLimits limits = new ConnectionLimits(100_000, 0);
    private final List<ManualIoEventLoop> loops = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    /** What the sequencer handed on. */
    private final ArrayDeque<Runnable> putOff = new ArrayDeque<>();

    private final List<Map<CloseReason, Long>> closesSeen = new ArrayList<>();
    private boolean draining;
    private boolean freeing;

    ServerUnderTest(Scenario scenario, String tag, InstantSource clock, Ticker ticker, Set<Situation> seen) {
        this.scenario = scenario;
        this.seen = seen;
        var fences = new ReadFences(scenario.shards());
        log = new EventLog(
                tag,
                scenario.logBytes(),
                scenario.maxTopics(),
                scenario.retentionMillis(),
                clock,
                fences,
                new PieceSettings(scenario.compressionThreshold(), ticker::nanoTime));
        model = new ModelLog(tag, log.firstId(), scenario);
        judge = new StartJudge(log);
        settings = new ShardSettings(
                scenario.heartbeatMillis(),
                scenario.idleTimeoutMillis(),
                scenario.maxAgeSeconds(),
                scenario.maxLagBytes(),
                scenario.slowReader(),
                scenario.maxRestBytes(),
                clock,
                ticker::nanoTime);
        for (int i = 0; i < scenario.shards(); i++) {
            var loop = new ManualIoEventLoop(null, Thread.currentThread(), executor -> new NoIo(), ticker);
            var shard = new Shard(i, loop, log, fences, settings, new ConnectionIds());
            loops.add(loop);
            shards.add(shard);
            closesSeen.add(new EnumMap<>(CloseReason.class));
            shard.start();
        }
        sequencer = new Sequencer(
                log, ticker::nanoTime, scenario.keyWindowMillis(), scenario.maxKeys(), shards, putOff::add);
    }

    ModelLog model() {
        return model;
    }

    EventLog log() {
        return log;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    StartJudge judge() {
        return judge;
    }

    ShardSettings settings() {
        return settings;
    }

    Scenario scenario() {
        return scenario;
    }

    ConnectionLimits limits() {
        return limits;
    }

    List<Shard> shards() {
        return shards;
    }

    boolean isDraining() {
        return draining;
    }

    boolean isFreeing() {
        return freeing;
    }

    void saw(Situation situation) {
        seen.add(situation);
    }

    /** The newest id that the log has dropped. */
    long floor() {
        return log.view().floorId();
    }

    /** Whether topics may have been forgotten so that the log cannot tell what is lost after {@code id}. */
    boolean mayHaveForgotten(Wanted wanted, long id) {
        if (model.topics().size() <= scenario.maxTopics() || id >= log.topics().forgottenWatermark()) {
            return false;
        }
        return wanted.hasPatterns() || wanted.plainTopics().stream().anyMatch(topic -> !holdsUpTo(topic, id));
    }

    private boolean holdsUpTo(String topic, long id) {
        for (int i = model.indexAfter(floor()); i < model.records().size(); i++) {
            Published record = model.records().get(i);
            if (record.id() <= id && record.topics().contains(topic)) {
                return true;
            }
        }
        return false;
    }

    void runLoops() {
        for (int tasks = putOff.size(); tasks > 0; tasks--) {
            putOff.remove().run();
        }
        for (ManualIoEventLoop loop : loops) {
            loop.runNow();
        }
        for (Shard shard : shards) {
            if (shard.counters().get(Counter.REST_BYTES) > 0) {
                saw(Situation.REST_OF_DROPPED_FRAME_SAVED);
            }
            for (Piece piece : Piece.CODED) {
                if (shard.counters().events(piece) > 0) {
                    saw(piece == Piece.ENVELOPED ? Situation.ENVELOPED : Situation.valueOf("GZIP_" + piece));
                }
            }
        }
    }

    /** Why the shard's latest close was; null when it counted none since the last call. */
    CloseReason newCloseReason(Shard shard) {
        Map<CloseReason, Long> before = closesSeen.get(shards.indexOf(shard));
        CloseReason found = null;
        for (CloseReason reason : CloseReason.values()) {
            long now = shard.counters().closed(reason);
            if (now != before.getOrDefault(reason, 0L)) {
                before.put(reason, now);
                found = reason;
            }
        }
        return found;
    }

    void drain(Duration spread) {
        draining = true;
        shards.forEach(shard -> shard.drain(spread));
    }

    /** Returns what is wrong after the end, or null. */
    String free() {
        freeing = true;
        sequencer.close();
        shards.forEach(Shard::free);
        for (int i = 0; i < 50 && (i == 0 || sequencer.pending() > 0); i++) {
            runLoops();
        }
        log.close();
        if (sequencer.pending() > 0) {
            return sequencer.pending() + " batches were left lying when all shards had gone";
        }
        for (Shard shard : shards) {
            long closes = 0;
            for (CloseReason reason : CloseReason.values()) {
                closes += shard.counters().closed(reason);
            }
            if (closes != shard.counters().get(Counter.OPENED)
                    || shard.counters().get(Counter.ACTIVE) != 0) {
                return closes + " closes of " + shard.counters().get(Counter.OPENED) + " streams";
            }
            if (shard.counters().get(Counter.REST_BYTES) != 0
                    || shard.counters().get(Counter.LAGGING) != 0) {
                return "rests " + shard.counters().get(Counter.REST_BYTES) + ", lagging "
                        + shard.counters().get(Counter.LAGGING) + " after the end";
            }
        }
        return limits.active() == 0 ? null : limits.active() + " places were not given back";
    }
}
