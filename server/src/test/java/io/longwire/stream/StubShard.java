package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.admission.ConnectionLimits;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import io.longwire.log.EventLog;
import io.longwire.log.PieceSettings;
import io.longwire.log.ReadFences;
import io.longwire.model.NoIo;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A shard run by the test's thread and the test's clock, its streams stubs. */
final class StubShard implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    final MockTicker ticker = Ticker.newMockTicker();
    private final long startNanos = ticker.nanoTime();
    private final java.time.InstantSource clock = () -> START.plusNanos(ticker.nanoTime() - startNanos);
    private final ReadFences fences = new ReadFences(1);
    final EventLog log = new EventLog("log", 1 << 16, 1000, 1000, clock, fences, PieceSettings.AUTO);
    private final ManualIoEventLoop loop = new ManualIoEventLoop(null, Thread.currentThread(), e -> new NoIo(), ticker);
    final ConnectionLimits limits = new ConnectionLimits(100_000, 0);
    final ConnectionIds ids = new ConnectionIds();
    final Shard shard;
    private int numbers;

    StubShard(Duration heartbeat) {
        this(heartbeat, Duration.ZERO);
    }

    StubShard(Duration heartbeat, Duration maxAge) {
        int interval = (int) heartbeat.toMillis();
        var settings = new ShardSettings(
                interval,
                3 * interval,
                (int) maxAge.toSeconds(),
                1 << 15,
                SlowReaderPolicy.RESYNC,
                1000,
                clock,
                ticker::nanoTime);
        shard = new Shard(0, loop, log, fences, settings, ids);
        shard.start();
    }

    /** Opens a live stream of one topic; its number counts from 1, its address from 192.0.2.1. */
    Taker open(String topic, HeartbeatForm form) {
        try {
            int number = ++numbers;
            var taker = new Taker(number);
            taker.connection = new StubConnection(
                    taker, number, (AddressSlot) limits.admit(InetAddress.getByName("192.0.2." + number % 200)));
            Selection selection = Selection.of(List.of(Selector.parse(topic)), Set.of());
            shard.add(
                    taker.connection,
                    new StreamOptions(selection, WireForm.CHUNKED, form),
                    log.view().headId());
            return taker;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** The number given last. */
    int numbers() {
        return numbers;
    }

    /** Lets time pass in {@code steps} equal steps, and the loop do what is due in each. */
    void pass(Duration time, int steps) {
        for (int i = 0; i < steps; i++) {
            ticker.advance(time.toNanos() / steps, TimeUnit.NANOSECONDS);
            run();
        }
    }

    void run() {
        while (loop.runNow() > 0) {}
    }

    @Override
    public void close() {
        shard.free();
        run();
        log.close();
    }

    /** A peer that takes all bytes and keeps them. */
    static final class Taker implements StubConnection.Peer {
        final int number;
        StubConnection connection;
        final StringBuilder received = new StringBuilder();
        boolean closed;
        boolean orderly;

        Taker(int number) {
            this.number = number;
        }

        @Override
        public int take(int offered) {
            return offered;
        }

        @Override
        public void receive(byte[] bytes) {
            received.append(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(boolean inOrder) {
            closed = true;
            orderly = inOrder;
        }

        @Override
        public void misuse(String what) {
            throw new AssertionError(what);
        }
    }
}
