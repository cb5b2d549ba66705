package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.event.FrameAssembler;
import io.longwire.event.GzipBody;
import io.longwire.event.GzipSum;
import io.longwire.event.WireForm;
import io.longwire.log.EventLog;
import io.longwire.log.LogListener;
import io.longwire.log.LogReader;
import io.longwire.log.LogView;
import io.longwire.log.Memory;
import io.longwire.log.Page;
import io.longwire.log.ReadFences;
import io.netty.channel.IoEventLoop;
import java.time.Duration;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Everything that one event loop owns: its streams, their groups, what they still have to get.
 *
 * {@link OpenStreams} takes streams in and ends them; {@link Delivery} writes to them when the log grew; {@link
 * HeartbeatSweep} looks after those that are quiet.
 *
 * <p>Only {@link #arrivals()}, {@link #logGrew()}, {@link #subscribers()}, {@link #counters()} and {@link #latency()} are for other threads.
 */
public final class Shard implements LogListener {
    private final IoEventLoop loop;
    private final EventLog log;
    private final ShardSettings settings;
    private final ShardCounters counters = new ShardCounters();
    private final SingleWriterRecorder latency = new SingleWriterRecorder(60_000_000, 3);

    // Accessed only on the loop.
    final LogReader reader;
    final Runs runs = new Runs();
    /** For those whose last bytes are the frame that the page's first may be compressed against. */
    final Runs chainedRuns = new Runs();

    private final FrameAssembler assembler;
    private final PageSum pageSum = new PageSum();
    private final Memory discarded = new Memory(16 * 1024);
    private final long startNanos;
    private final OpenStreams streams;
    private final Delivery delivery;
    private final CatchUps catchUps;
    private final HeartbeatSweep heartbeats;
    private final ShardDrain drain;
    private final Arrivals arrivals = new Arrivals(this);
    private boolean freed;

    public Shard(
            int number, IoEventLoop loop, EventLog log, ReadFences fences, ShardSettings settings, ConnectionIds ids) {
        this.loop = loop;
        this.log = log;
        this.settings = settings;
        this.startNanos = settings.nanoTime().getAsLong();
        this.reader = new LogReader(log);
        this.assembler = new FrameAssembler(log.tag());
        this.streams = new OpenStreams(this, number, ids);
        this.delivery = new Delivery(this, number, fences);
        this.catchUps = new CatchUps(this);
        this.heartbeats = new HeartbeatSweep(this);
        this.drain = new ShardDrain(this, streams);
    }

    public IoEventLoop loop() {
        return loop;
    }

    /** Streams open now. Any thread. */
    public int subscribers() {
        return streams.count();
    }

    /** Any thread. */
    public ShardCounters counters() {
        return counters;
    }

    /** Where other loops leave streams for this shard. Any thread. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Microseconds from accepting an event to writing it to a socket, for each delivery. Any thread may take intervals. */
    public SingleWriterRecorder latency() {
        return latency;
    }

    /** Any thread: wakes the loop once for all that came since its last turn; not at all while nobody listens. */
    @Override
    public void logGrew() {
        delivery.logGrew();
    }

    /** Begins the heartbeats. On the loop. */
    public void start() {
        heartbeats.start();
    }

    /**
     * Takes a stream over, whose head has been written: it gets everything that matches after {@code position}.
     * On the loop.
     */
    public void add(StreamConnection connection, StreamOptions options, long position) {
        add(connection, options, position, GzipSum.NONE);
    }

    /**
     * As {@link #add(StreamConnection, StreamOptions, long)}.
     *
     * @param sum of the text that was sent with the head, where it has the content coding gzip
     */
    public void add(StreamConnection connection, StreamOptions options, long position, long sum) {
        assert loop.inEventLoop();
        if (freed) {
            streams.lost(connection.number, connection.address(), CloseReason.DRAIN);
            connection.abandon();
            return;
        }
        streams.add(connection, options, position, sum);
    }

    /**
     * Counts a stream that was admitted and lost on the way here, and gives its place back. On the loop.
     *
     * @param streamNumber of {@link ConnectionIds}
     */
    public void lost(int streamNumber, AddressSlot address, CloseReason reason) {
        assert loop.inEventLoop();
        streams.lost(streamNumber, address, reason);
    }

    /** Lists the streams after a cursor, {@code limit} at most. On the loop. */
    public StreamPage list(StreamCursor from, int limit) {
        assert loop.inEventLoop();
        return streams.list(from, limit);
    }

    /** The socket of a stream that is behind has room again. */
    void writable(StreamConnection connection) {
        assert loop.inEventLoop();
        CatchUp behind = connection.catchUp;
        if (behind == null) {
            connection.awaitWritable(false);
            return;
        }
        delivery.refresh();
        if (!connection.closed) {
            catchUps.advance(behind);
        }
    }

    /** Ends a stream in order: its frame, the last chunk, the connection. */
    void finish(StreamConnection connection, CloseReason reason) {
        streams.finish(connection, reason);
    }

    /** Ends a stream now. */
    void close(StreamConnection connection, CloseReason reason) {
        assert loop.inEventLoop();
        streams.close(connection, reason);
    }

    /**
     * Ends every stream in order, spread over a time and with the place to resume from; a stream that comes meanwhile is
     * ended at once. Until its end a stream gets what is published. On the loop, once.
     */
    public void drain(Duration spread) {
        assert loop.inEventLoop();
        if (!freed) {
            streams.stop();
            drain.begin(spread.toMillis());
        }
    }

    /** Ends what is still open without order and frees the shard's memory. On the loop, as the last call. */
    public void free() {
        assert loop.inEventLoop();
        drain.stop();
        streams.closeAll(CloseReason.DRAIN);
        delivery.leaveIfEmpty();
        streams.log().tellRest(seconds() + 1);
        freed = true;
        heartbeats.free();
        catchUps.free();
        discarded.free();
        runs.free();
        chainedRuns.free();
    }

    /** Milliseconds of the shard's clock; wraps around after 25 days: compare what is younger, by difference. */
    int now() {
        return (int) ((settings.nanoTime().getAsLong() - startNanos) / 1_000_000);
    }

    /** Seconds of the shard's clock; good for 68 years. */
    int seconds() {
        return (int) ((settings.nanoTime().getAsLong() - startNanos) / 1_000_000_000);
    }

    /** One of the server's own events for a stream, to be written next. */
    byte[] render(StreamConnection connection, Group group, byte[] eventLines, long id) {
        if (group instanceof GzipGroup gzip) {
            byte[] text = assembler.assemble(eventLines, id, WireForm.PLAIN);
            gzip.append(connection, GzipSum.of(text));
            return GzipBody.stored(text);
        }
        return assembler.assemble(eventLines, id, group.form());
    }

    /** The stream is sent the first {@code frames} of the page. */
    void sum(StreamConnection connection, Page page, int frames) {
        if (frames > 0 && connection.group instanceof GzipGroup gzip) {
            gzip.append(connection, pageSum.of(page, frames));
        }
    }

    PageSum pageSum() {
        return pageSum;
    }

    /** For bytes that nobody wants. */
    Memory discarded() {
        return discarded;
    }

    /** The log as this turn sees it; everything in it has been distributed to the groups. */
    LogView view() {
        return delivery.view();
    }

    EventLog log() {
        return log;
    }

    ShardSettings settings() {
        return settings;
    }

    Subscriptions subscriptions() {
        return streams.subscriptions();
    }

    CloseLog closeLog() {
        return streams.log();
    }

    Delivery delivery() {
        return delivery;
    }

    HeartbeatSweep heartbeats() {
        return heartbeats;
    }

    CatchUps catchUps() {
        return catchUps;
    }
}
