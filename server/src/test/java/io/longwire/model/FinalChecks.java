package io.longwire.model;

import io.longwire.model.StreamTrial.Taking;
import io.longwire.stream.HeartbeatForm;
import java.util.HashMap;
import java.util.Map;

/** What must hold once every socket takes bytes again and the loops are idle. */
final class FinalChecks {
    private final World world;
    private final Readers readers;

    FinalChecks(World world, Readers readers) {
        this.world = world;
        this.readers = readers;
    }

    /** Notes who lags so far that the policy must meet it as soon as the log grows a little more. */
    void expectSlow() {
        for (Reader reader :
                readers.open(trial -> trial.taking == Taking.NOTHING && trial.connection.wantsWritable())) {
            StreamTrial trial = reader.trial;
            Published next = trial.expectation.missing();
            if (next != null && !trial.isBetweenFrames()) {
                next = world.server().model().next(reader.wanted, next.id(), Long.MAX_VALUE);
            }
            long allowed = Math.max(world.scenario().maxLagBytes(), trial.lagAtStart);
            trial.mustBeSlow = next != null && trial.expectation.lagOf(next) > allowed;
        }
    }

    void expectNothing() {
        readers.all().stream()
                .filter(reader -> reader.trial != null)
                .forEach(reader -> reader.trial.mustBeSlow = false);
    }

    void checkLevel() {
        for (Reader reader : readers.all()) {
            StreamTrial trial = reader.trial;
            if (trial == null || trial.server != world.server()) {
                continue;
            }
            if (!trial.isClosed()) {
                trial.fail(trial.expectation.untoldEnd());
                if (trial.taking == Taking.BROKEN) {
                    continue;
                }
                if (trial.expectation.missing() != null) {
                    trial.fail("is not level: lacks " + trial.expectation.missing());
                }
                if (!trial.isBetweenFrames()) {
                    trial.fail("stands in the middle of a frame");
                }
                if (trial.expectation.hasNothingToCome()) {
                    trial.fail("is open though all its topics have ended");
                }
            }
            if (trial.mustBeSlow && !trial.expectation.resynced() && !trial.isClosed()) {
                trial.fail("lagged beyond the limit, and nothing was done about it");
            }
        }
    }

    void checkHeartbeats(Runnable interval) {
        Map<Reader, Integer> before = new HashMap<>();
        readers.open(trial -> trial.taking == Taking.ALL && trial.reader.form != HeartbeatForm.COMMENT)
                .forEach(reader -> before.put(reader, reader.heartbeats));
        interval.run();
        before.forEach((reader, count) -> {
            if (reader.isConnected() && reader.heartbeats == count) {
                world.fail(reader + " got no heartbeat");
            }
        });
    }

    void checkDrained() {
        for (Reader reader : readers.all()) {
            if (reader.isConnected() && reader.trial.taking == Taking.ALL) {
                world.fail(reader + " was not drained");
            }
        }
    }
}
