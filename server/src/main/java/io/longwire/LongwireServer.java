package io.longwire;

import io.longwire.admission.ConnectionLimits;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.http.HttpPipeline;
import io.longwire.log.EventLog;
import io.longwire.log.Sequencer;
import io.longwire.ops.Sampler;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Shard;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server, for embedding: wires the floors, starts, stops.
 *
 * <pre>{@code
 * try (LongwireServer server = LongwireServer.start(Settings.builder().set(Setting.SSE_DEV, "on").build())) {
 *     server.hub().publish(List.of(Event.of("demo", null, "hello")), null);
 * }
 * }</pre>
 */
public final class LongwireServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LongwireServer.class);
    private static final long POLL_NANOS = 2_000_000;

    private final Settings settings;
    private final MultiThreadIoEventLoopGroup shardLoops;
    private final MultiThreadIoEventLoopGroup requestLoops;
    private final EventLog log;
    private final List<Shard> shards;
    private final Sequencer sequencer;
    private final Hub hub;
    private final ConnectionLimits limits;
    private final Sampler sampler;
    private final HttpPipeline pipeline;
    private final Listener listener;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private LongwireServer(Settings settings) throws IOException {
        this.settings = settings;
        var wiring = new Wiring(settings);
        shardLoops = wiring.shardLoops;
        requestLoops = wiring.requestLoops;
        log = wiring.log;
        shards = wiring.shards;
        sequencer = wiring.sequencer;
        hub = wiring.hub;
        limits = wiring.limits;
        sampler = wiring.sampler;
        try {
            pipeline = wiring.pipeline(stopping::get);
            listener = Listener.bind(
                    settings, wiring.transport, requestLoops, pipeline, pipeline.newGate(limits.descriptors()));
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
        LOGGER.info(
                "SSE server {} listens on {} transport={} shards={} request-loops={} log={} max-connections={}",
                io.longwire.ops.Version.text(),
                listener.address(),
                wiring.transport,
                shards.size(),
                settings.number(Setting.SSE_REQUEST_LOOPS),
                log.tag(),
                limits.max());
        var unused = requestLoops.scheduleWithFixedDelay(wiring.refusals::tellSuppressed, 5, 5, TimeUnit.SECONDS);
    }

    /**
     * Starts a server; blocks until it listens. Throws {@link SettingException} for settings that this machine cannot
     * fulfil, {@link java.net.BindException} when the port cannot be had.
     */
    public static LongwireServer start(Settings settings) throws IOException {
        return new LongwireServer(settings);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The port where streams and publishers connect. */
    public int port() {
        return address().getPort();
    }

    public Hub hub() {
        return hub;
    }

    /**
     * Stops in order: takes no more connections, ends every stream with its last chunk, answers what is under way, at
     * most for {@code SSE_DRAIN_SECONDS}; then frees everything. Blocks; not to be called on one of its event loops.
     */
    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        LOGGER.info("SSE server stops, streams={}", limits.active());
        long deadline =
                System.nanoTime() + settings.span(Setting.SSE_DRAIN_SECONDS).toNanos();
        listener.close();
        pipeline.stop();
        // Streams on their way to a shard arrive first, so that they are ended in order too.
        await(deadline, () -> limits.active() == openStreams());
        onEveryShard(shard -> shard.closeAll(CloseReason.DRAIN));
        boolean inTime = await(deadline, () -> limits.active() == 0 && !pipeline.isBusy() && sequencer.pending() == 0);
        if (!inTime) {
            LOGGER.warn("SSE server stops without waiting for {} streams", limits.active());
        }
        release();
        LOGGER.info("SSE server stopped");
    }

    private void release() {
        limits.refusals().tellSuppressed();
        sequencer.close();
        sampler.close();
        // In this order: after its request loops nothing hands a stream to a shard that has freed its memory.
        stop(requestLoops);
        sequencer.end();
        onEveryShard(Shard::free);
        stop(shardLoops);
        limits.descriptors().release();
        log.close();
    }

    private void onEveryShard(Consumer<Shard> task) {
        for (Shard shard : shards) {
            shard.loop().submit(() -> task.accept(shard)).awaitUninterruptibly();
        }
    }

    private static void stop(MultiThreadIoEventLoopGroup loops) {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private int openStreams() {
        int open = 0;
        for (Shard shard : shards) {
            open += shard.subscribers();
        }
        return open;
    }

    /** Whether it came true before the deadline, of {@link System#nanoTime()}, and before the thread was interrupted. */
    private static boolean await(long deadline, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
