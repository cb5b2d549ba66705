package io.longwire.model;

import io.longwire.log.Memory;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Everything of one run: the server of the moment, publishers, readers, the clock; performs actions. */
final class World {
    private static final long START_MILLIS = 1_764_000_000_000L;

    private final Scenario scenario;
    private final Plant plant;
    private final Set<Situation> seen;
    private final LoopErrors errors;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final long memoryBefore = Memory.allocatedBytes();
    private final Publishers publishers;
    private final Readers readers;
    private final FinalChecks checks;
    private final List<String> earlierIds = new ArrayList<>();
    private long clockMillis = START_MILLIS;
    private ServerUnderTest server;
    private int life;
    private boolean finishing;
    private String failure;

    World(Scenario scenario, Plant plant, Set<Situation> seen, LoopErrors errors) {
        this.scenario = scenario;
        this.plant = plant;
        this.seen = seen;
        this.errors = errors;
        this.publishers = new Publishers(this);
        this.readers = new Readers(this);
        this.checks = new FinalChecks(this, readers);
        this.server = newServer();
    }

    private ServerUnderTest newServer() {
        life++;
        return new ServerUnderTest(
                scenario, "log" + life, () -> java.time.Instant.ofEpochMilli(clockMillis), ticker, seen);
    }

    ServerUnderTest server() {
        return server;
    }

    Scenario scenario() {
        return scenario;
    }

    Plant plant() {
        return plant;
    }

    /** Last ids of logs of earlier lives. */
    List<String> earlierIds() {
        return earlierIds;
    }

    /** The clock that never steps. */
    long nanoTime() {
        return ticker.nanoTime();
    }

    long clockMillis() {
        return clockMillis;
    }

    void saw(Situation situation) {
        seen.add(situation);
    }

    void fail(String what) {
        if (failure == null) {
            failure = what;
        }
    }

    /** What went wrong first; null when nothing did. */
    String failure() {
        Throwable error = errors.take();
        if (error != null && failure == null) {
            var trace = new java.io.StringWriter();
            error.printStackTrace(new java.io.PrintWriter(trace));
            failure = "a task threw " + trace;
        }
        return failure;
    }

    /** A socket is being written to: other threads may do something meanwhile. */
    void duringWrite(Random random) {
        if (!finishing && scenario.publishesDuringWrites() && random.nextInt(scenario.writesPerPublish()) == 0) {
            saw(Situation.PUBLISH_DURING_WRITE);
            publishers.publishOne(random);
        }
    }

    void perform(Action action) {
        var random = new Random(action.seed());
        switch (action.kind()) {
            case PUBLISH -> publishers.publishOne(random);
            case PUBLISH_BATCH -> publishers.publishBatch(random);
            case PUBLISH_MANY -> publishers.publishMany(random);
            case PUBLISH_LARGE -> publishers.publishLarge(random);
            case PUBLISH_END -> publishers.publishEnd(random);
            case PUBLISH_AGAIN -> publishers.publishAgain(random);
            case RUN -> readers.run(random);
            case CONNECT -> readers.connect(random);
            case JOIN -> readers.join(random, () -> publishers.publishBatch(random));
            case RESUME -> readers.resume(random);
            case BOUNCE -> readers.bounce(random);
            case LEAVE -> readers.leave(random);
            case BREAK -> readers.breakSocket(random);
            case STOP_READING -> readers.stopReading(random);
            case READ_AGAIN -> readers.readAgain(random);
            case CLOCK -> stepClock(random);
            case TICK -> tick(1 + random.nextInt(10));
            case RESTART -> restart(random);
            case HAND_OVER -> readers.openings().handOver();
        }
    }

    private void stepClock(Random random) {
        if (server.sequencer().pending() > 0) {
            return; // what waits was tried at this time
        }
        if (random.nextInt(4) == 0) {
            clockMillis -= random.nextInt(1000);
            saw(Situation.CLOCK_STEPPED_BACK);
        } else {
            clockMillis += random.nextInt(random.nextInt(4) == 0 ? 1000 : 20);
        }
    }

    /** Heartbeat steps, a microsecond apart where the interval is 0. */
    void tick(int steps) {
        for (int i = 0; i < steps; i++) {
            ticker.advance(Math.max(1000, scenario.heartbeatMillis() * 10_000L), TimeUnit.NANOSECONDS);
            server.runLoops();
        }
    }

    private void restart(Random random) {
        if (random.nextInt(3) != 0) {
            return;
        }
        saw(Situation.RESTART);
        endServer(random.nextBoolean());
        clockMillis += random.nextInt(50);
        server = newServer();
    }

    /** All at once, or in steps between which more is published. */
    private void drain() {
        var random = new Random(scenario.seed());
        if (random.nextInt(3) == 0) {
            server.drain(Duration.ZERO);
        } else {
            server.drain(Duration.ofMillis(200));
            for (int step = 0; step < 12; step++) {
                publishers.publishOne(random);
                ticker.advance(20, TimeUnit.MILLISECONDS);
                readers.run(random);
            }
            for (int step = 0; step < 40; step++) {
                ticker.advance(20, TimeUnit.MILLISECONDS);
                server.runLoops();
            }
        }
        readers.runUntilIdle();
    }

    private void endServer(boolean inOrder) {
        readers.openings().dropHandOvers();
        if (inOrder) {
            drain();
        }
        earlierIds.add(Published.render(server.model().head(), server.model().tag));
        for (int i = 0; i < 50 && server.sequencer().pending() > 0; i++) {
            server.runLoops();
        }
        String wrong = server.free();
        if (wrong != null) {
            fail(wrong);
        }
        publishers.forgetServer();
    }

    /** Makes all sockets readable, runs until idle, and requires that every open stream is level with the log. */
    void finish() {
        finishing = true;
        readers.openings().handOver();
        server.runLoops();
        checks.expectSlow();
        if (!publishers.publishFiller((int) (scenario.maxLagBytes() / 16))) {
            checks.expectNothing();
        }
        server.runLoops();
        readers.readAll();
        readers.runUntilIdle();
        checks.checkLevel();
        if (server.sequencer().pending() > 0) {
            fail(server.sequencer().pending() + " batches were left lying");
        }
        if (scenario.heartbeatMillis() == 0 && scenario.idleTimeoutMillis() > 0) {
            checks.checkHeartbeats(() -> tick(10));
        }
        if (failure() == null) {
            endServer(true);
            checks.checkDrained();
        } else {
            endServer(false);
        }
        if (Memory.allocatedBytes() != memoryBefore) {
            fail(Memory.allocatedBytes() - memoryBefore + " bytes of memory were not freed");
        }
    }
}
