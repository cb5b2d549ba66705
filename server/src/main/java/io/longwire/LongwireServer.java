package io.longwire;

import io.longwire.access.DevGuard;
import io.longwire.access.PublishAccess;
import io.longwire.access.SubscribeAccess;
import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.Refusals;
import io.longwire.admission.TrustedProxies;
import io.longwire.api.HealthHandler;
import io.longwire.api.PublishHandler;
import io.longwire.api.StreamDoor;
import io.longwire.api.SubscribeHandler;
import io.longwire.api.original.OriginalSurface;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.event.LogTag;
import io.longwire.http.Detach;
import io.longwire.http.HttpPipeline;
import io.longwire.http.HttpTimeouts;
import io.longwire.http.Router;
import io.longwire.log.EventLog;
import io.longwire.log.ReadFences;
import io.longwire.log.Sequencer;
import io.longwire.ops.Health;
import io.longwire.ops.LastMinute;
import io.longwire.ops.Sampler;
import io.longwire.ops.StartCounters;
import io.longwire.stream.CloseReason;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardSettings;
import io.longwire.stream.SlowReaderPolicy;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private static final int IDEMPOTENCY_KEYS = 100_000;
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
        var subscribeAccess = new SubscribeAccess(settings);
        var publishAccess = new PublishAccess(settings);
        var trusted = TrustedProxies.of(settings.texts(Setting.SSE_TRUSTED_PROXIES));
        Transport transport = Transport.of(settings);
        shardLoops = transport.loops(settings.number(Setting.SSE_SHARDS), "longwire-shard");
        requestLoops = transport.loops(settings.number(Setting.SSE_REQUEST_LOOPS), "longwire-request");
        var fences = new ReadFences(settings.number(Setting.SSE_SHARDS));
        InstantSource clock = Clock.systemUTC();
        log = new EventLog(
                LogTag.random(),
                settings.bytes(Setting.SSE_LOG_BYTES),
                settings.number(Setting.SSE_MAX_TOPICS),
                settings.millis(Setting.SSE_END_RETENTION),
                clock,
                fences);
        shards = makeShards(fences, clock);
        sequencer = new Sequencer(
                log,
                System::nanoTime,
                settings.millis(Setting.SSE_IDEMPOTENCY_WINDOW),
                IDEMPOTENCY_KEYS,
                shards,
                requestLoops);
        hub = new Hub(log, sequencer, shards);
        var refusals = new Refusals();
        limits = new ConnectionLimits(
                settings.number(Setting.SSE_MAX_CONNECTIONS),
                settings.number(Setting.SSE_MAX_CONNECTIONS_PER_IP),
                refusals);
        var lastMinute = new LastMinute(shards);
        sampler = new Sampler(shards, lastMinute, settings.millis(Setting.SSE_HEARTBEAT_INTERVAL));
        var starts = new StartCounters();
        var health = new Health(
                log,
                sequencer,
                shards,
                limits,
                starts,
                lastMinute,
                sampler,
                settings.millis(Setting.SSE_HEARTBEAT_INTERVAL),
                stopping::get);
        var detach = new Detach(settings.isOn(Setting.SSE_DETACH));
        var door = new StreamDoor(hub, settings, subscribeAccess, limits, detach, starts, stopping::get);
        Router.Builder routes = Router.builder()
                .get("/sse", new SubscribeHandler(door, settings))
                .post("/publish", new PublishHandler(hub, settings, publishAccess));
        new OriginalSurface(hub, settings, door, publishAccess).addTo(routes);
        new HealthHandler(health).addTo(routes);
        if (settings.isOn(Setting.SSE_DEV)) {
            routes.guard(DevGuard::refuse);
        }
        var timeouts = new HttpTimeouts(
                settings.span(Setting.SSE_REQUEST_TIMEOUT),
                settings.span(Setting.SSE_IDLE_TIMEOUT),
                settings.span(Setting.GUNICORN_KEEPALIVE));
        pipeline = new HttpPipeline(routes.build(), timeouts, trusted, requestLoops);
        try {
            listener = Listener.bind(settings, transport, requestLoops, pipeline);
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
        LOGGER.info(
                "SSE server {} listens on {} transport={} shards={} request-loops={} log={} max-connections={}",
                io.longwire.ops.Version.text(),
                listener.address(),
                transport,
                shards.size(),
                settings.number(Setting.SSE_REQUEST_LOOPS),
                log.tag(),
                limits.max());
        var unused = requestLoops.scheduleWithFixedDelay(refusals::tellSuppressed, 5, 5, TimeUnit.SECONDS);
    }

    /**
     * Starts a server; blocks until it listens. Throws {@link SettingException} for settings that this machine cannot
     * fulfil, {@link java.net.BindException} when the port cannot be had.
     */
    public static LongwireServer start(Settings settings) throws IOException {
        return new LongwireServer(settings);
    }

    private List<Shard> makeShards(ReadFences fences, InstantSource clock) {
        var shardSettings = new ShardSettings(
                (int) settings.millis(Setting.SSE_HEARTBEAT_INTERVAL),
                (int) settings.millis(Setting.SSE_IDLE_TIMEOUT),
                settings.bytes(Setting.SSE_MAX_LAG),
                settings.text(Setting.SSE_SLOW_READER).equals("close")
                        ? SlowReaderPolicy.CLOSE
                        : SlowReaderPolicy.RESYNC,
                settings.bytes(Setting.SSE_LOG_BYTES) / 8,
                clock,
                System::nanoTime);
        var made = new ArrayList<Shard>();
        for (EventExecutor loop : shardLoops) {
            var shard = new Shard(made.size(), (IoEventLoop) loop, log, fences, shardSettings);
            made.add(shard);
            loop.execute(shard::start);
        }
        return List.copyOf(made);
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
