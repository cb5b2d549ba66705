package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.admission.ConnectionLimits;
import io.longwire.event.Event;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.event.WireForm;
import io.longwire.log.Append;
import io.longwire.log.EncodedEvent;
import io.longwire.log.EventLog;
import io.longwire.log.PieceSettings;
import io.longwire.log.ReadFences;
import io.longwire.log.Sequencer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shard run by the benchmark's thread and clock; its streams are sinks. */
final class SinkShard implements AutoCloseable {
    static final int HEARTBEAT_MILLIS = 30_000;

    final SinkConnection[] streams;
    final Shard shard;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop = new ManualIoEventLoop(null, Thread.currentThread(), e -> new NoIo(), ticker);
    private final ConnectionLimits limits = new ConnectionLimits(Integer.MAX_VALUE, 0);
    private final EventLog log;
    private final Sequencer sequencer;

    SinkShard(int streams) {
        var fences = new ReadFences(1);
        Clock clock = Clock.systemUTC();
        log = new EventLog("k3v9qa", 64 << 20, 1_000_000, 86_400_000, clock, fences, PieceSettings.AUTO);
        var settings = new ShardSettings(
                HEARTBEAT_MILLIS,
                10 * HEARTBEAT_MILLIS,
                0,
                32 << 20,
                SlowReaderPolicy.RESYNC,
                8 << 20,
                clock,
                ticker::nanoTime);
        shard = new Shard(0, loop, log, fences, settings, new ConnectionIds());
        shard.start();
        sequencer = new Sequencer(log, ticker::nanoTime, 600_000, 100_000, List.of(shard), loop);
        this.streams = new SinkConnection[streams];
    }

    /** Opens a live stream. */
    void open(int number, String selector, HeartbeatForm form) {
        streams[number] = new SinkConnection(number, (AddressSlot) limits.admit(null));
        Selection selection = Selection.of(List.of(Selector.parse(selector)), null);
        shard.add(
                streams[number],
                new StreamOptions(selection, WireForm.CHUNKED, form),
                log.view().headId());
    }

    /** Publishes an event of 100 bytes; returns its id. It is delivered in the loop's next {@link #run}. */
    long publish(String topic) {
        var append = new Append(List.of(EncodedEvent.of(Event.of(topic, "progress", "x".repeat(100)))), null);
        sequencer.offer(append);
        return append.ids().join()[0];
    }

    /** Everything up to {@code id} has been written to every stream. */
    void rewind(long id) {
        for (SinkConnection stream : streams) {
            stream.position = id;
        }
    }

    /** Lets time pass, and the loop do what is due at its end. */
    void pass(int millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        run();
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
}
