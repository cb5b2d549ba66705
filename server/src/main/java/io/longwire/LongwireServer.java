package io.longwire;

import io.longwire.access.Authorizer;
import io.longwire.access.KeyAuthorizer;
import io.longwire.admission.ConnectionLimits;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.embed.Route;
import io.longwire.embed.ServerStats;
import io.longwire.embed.StreamListener;
import io.longwire.embed.SubscribeOptions;
import io.longwire.embed.Subscription;
import io.longwire.event.Event;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import io.longwire.log.AppendException;
import io.longwire.log.EventLog;
import io.longwire.log.Sequencer;
import io.longwire.ops.Drain;
import io.longwire.ops.Sampler;
import io.longwire.ops.StatsReader;
import io.longwire.stream.Shard;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server, for embedding: starts, publishes, subscribes, stops. Any thread; there may be many in one JVM.
 *
 * <pre>{@code
 * Settings settings = Settings.builder().set(Setting.SSE_PORT, "0").set(Setting.SSE_DEV, "on").build();
 * try (LongwireServer server = LongwireServer.start(settings)) {
 *     server.publish(Event.of("demo", null, "hello")).join();
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
    private final StatsReader stats;
    private final EmbeddedPublisher publisher;
    private final Listeners listeners;
    private final Drain drain;
    private final Reloading reloading;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LongwireServer(Builder builder) throws IOException {
        Settings settings = builder.settings;
        KeyAuthorizer keys = builder.authorizer == null ? new KeyAuthorizer(settings) : null;
        var wiring = new Wiring(settings, keys == null ? builder.authorizer : keys);
        shardLoops = wiring.shardLoops;
        requestLoops = wiring.requestLoops;
        log = wiring.log;
        shards = wiring.shards;
        sequencer = wiring.sequencer;
        hub = wiring.hub;
        limits = wiring.limits;
        sampler = wiring.sampler;
        drain = wiring.drain;
        stats = wiring.stats;
        reloading = new Reloading(wiring, keys);
        publisher = new EmbeddedPublisher(hub, requestLoops.next());
        try {
            listeners = Listeners.bind(wiring, builder.routes);
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
        LOGGER.info(
                "SSE server {} listens on {} transport={} shards={} request-loops={} log={} max-connections={} admin={}",
                io.longwire.ops.Version.text(),
                listeners.address(),
                wiring.transport,
                shards.size(),
                settings.number(Setting.SSE_REQUEST_LOOPS),
                log.tag(),
                limits.max(),
                listeners.adminAddress() == null ? "off" : listeners.adminAddress());
        var unused = requestLoops.scheduleWithFixedDelay(wiring.refusals::tellSuppressed, 5, 5, TimeUnit.SECONDS);
    }

    /** What a server is made of; {@link Builder#start()} starts it. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a server with nothing of the embedder's own; blocks until it listens.
     *
     * @throws SettingException for settings that this machine cannot fulfil
     * @throws IOException when the port cannot be had
     */
    public static LongwireServer start(Settings settings) throws IOException {
        return builder().settings(settings).start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listeners.address();
    }

    /** Where it listens for operators; null when {@link Setting#SSE_ADMIN_PORT} is 0, as it is unless it was set. */
    public @Nullable InetSocketAddress adminAddress() {
        return listeners.adminAddress();
    }

    /** The port where streams and publishers connect. */
    public int port() {
        return address().getPort();
    }

    /**
     * Publishes an event. The future gives its id in wire form once the event can be read: the event's own where it has
     * one, else the log's. It fails with an {@link AppendException} when the event was refused. Mostly it is
     * complete at once; otherwise it completes on an event loop, so what is chained to it must not block.
     *
     * @throws AppendException at once, with the reason {@code OVERLOADED} when the publish queue is full and
     *     {@code CLOSED} when the server has stopped; the event was not taken
     */
    public CompletableFuture<String> publish(Event event) {
        return publisher.publish(event);
    }

    /**
     * Publishes a batch: all of it or nothing, as neighbours, to become visible together. Otherwise as
     * {@link #publish(Event)}.
     *
     * @throws AppendException as {@link #publish(Event)}
     * @throws IllegalArgumentException when the batch is empty
     */
    public CompletableFuture<List<String>> publish(List<Event> batch) {
        return publisher.publish(batch);
    }

    /**
     * Subscribes in this process: every event that a selector matches is handed to {@code listener}, in order, on
     * {@code executor}. A listener that is slow holds up nobody: it is a position in the log, like a client that reads
     * slowly, and the same policy meets it when it is too far behind. It counts against no limit of connections.
     *
     * @param selectors topics and patterns, at least one
     * @param executor calls the listener, one call after the other; it remains the caller's
     * @throws InvalidEventException when one is neither a topic nor a pattern
     * @throws IllegalStateException when the server has stopped
     */
    public Subscription subscribe(
            List<String> selectors, SubscribeOptions options, Executor executor, StreamListener listener) {
        List<Selector> parsed = selectors.stream().map(Selector::parse).toList();
        Selection selection = Selection.of(parsed, options.types());
        if (drain.isUnderWay()) {
            throw new IllegalStateException("the server has stopped");
        }
        try {
            return hub.subscribe(selection, options.start(), executor, listener);
        } catch (RejectedExecutionException stopped) {
            throw new IllegalStateException("the server has stopped", stopped);
        }
    }

    /** How it is doing, in numbers. */
    public ServerStats stats() {
        return stats.read(hub.subscriptions(), drain.isUnderWay());
    }

    /** The floor below, for the server's own surfaces and its tests; not for embedders, it changes without notice. */
    public Hub hub() {
        return hub;
    }

    /**
     * Takes over what is reloadable of {@code now} ({@link Setting#isReloadable()}: keys, public topics, limits, proxies,
     * origins) without cutting a stream; limits meet newcomers alone. What else has changed stays as it was, and is named in the log. Any thread.
     */
    public void reload(Settings now) {
        reloading.reload(now);
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
        listeners.stopClients();
        if (!drain.await(() -> !listeners.isBusy() && sequencer.pending() == 0)) {
            LOGGER.warn("SSE server stops without waiting for requests under way");
        }
        listeners.stopOperators(drain);
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

    /** Collects what a server is made of; not for several threads at once. */
    public static final class Builder {
        private Settings settings = Settings.builder().build();
        private @Nullable Authorizer authorizer;
        private final List<Route> routes = new ArrayList<>();

        private Builder() {}

        /** Otherwise the defaults: the environment is not read. */
        public Builder settings(Settings given) {
            settings = given;
            return this;
        }

        /**
         * Who may read and publish what. Otherwise {@link KeyAuthorizer}: the keys, the public topics and {@code --dev}
         * of the settings, which this takes the place of.
         */
        public Builder authorizer(Authorizer given) {
            authorizer = given;
            return this;
        }

        /** A path of the embedder's own beside the server's. */
        public Builder route(Route route) {
            routes.add(route);
            return this;
        }

        /**
         * Starts a server; blocks until it listens.
         *
         * @throws SettingException for settings that this machine cannot fulfil
         * @throws IllegalArgumentException when two routes clash, or one with a path of the server's
         * @throws IOException when the port cannot be had
         */
        public LongwireServer start() throws IOException {
            return new LongwireServer(this);
        }
    }
}
