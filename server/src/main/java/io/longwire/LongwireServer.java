package io.longwire;

import io.longwire.admission.ConnectionLimits;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.http.HttpPipeline;
import io.longwire.log.EventLog;
import io.longwire.log.Sequencer;
import io.longwire.ops.Drain;
import io.longwire.ops.Sampler;
import io.longwire.stream.Shard;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Drain drain;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LongwireServer(Settings settings) throws IOException {

        var wiring = new Wiring(settings);
        shardLoops = wiring.shardLoops;
        requestLoops = wiring.requestLoops;
        log = wiring.log;
        shards = wiring.shards;
        sequencer = wiring.sequencer;
        hub = wiring.hub;
        limits = wiring.limits;
        sampler = wiring.sampler;
        drain = new Drain(shards, limits, settings.span(Setting.SSE_DRAIN_SECONDS));
        try {
            pipeline = wiring.pipeline(drain::isUnderWay);
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
     * Ends all streams in order, spread over three quarters of {@code SSE_DRAIN_SECONDS}, with the place to resume from
     * and a time to come back after. New streams are refused, and health and readiness say so; publishing goes on.
     * Blocks until no stream is left, or the time is over; returns whether none is. Not to be called on one of its event
     * loops.
     */
    public boolean drain() {
        drain.begin();
        return drain.awaitStreams();
    }

    /**
     * Stops in order: drains, then takes no more connections and answers what is under way, in all at most for
     * {@code SSE_DRAIN_SECONDS}; then frees everything. Blocks; not to be called on one of its event loops.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!drain()) {
            LOGGER.warn("SSE server stops without waiting for {} streams", limits.active());
        }
        listener.close();
        pipeline.stop();
        if (!drain.await(() -> !pipeline.isBusy() && sequencer.pending() == 0)) {
            LOGGER.warn("SSE server stops without waiting for requests under way");
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
}
