package io.longwire;

import io.longwire.access.Authorizer;
import io.longwire.access.DevGuard;
import io.longwire.access.KeyAuthorizer;
import io.longwire.access.LoopbackGuard;
import io.longwire.access.SameOriginGuard;
import io.longwire.admission.ConnectionLimits;
import io.longwire.admission.Descriptors;
import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.Refusals;
import io.longwire.admission.TrustedProxies;
import io.longwire.api.FrontPage;
import io.longwire.api.HealthHandler;
import io.longwire.api.PublishHandler;
import io.longwire.api.StreamCoding;
import io.longwire.api.StreamDoor;
import io.longwire.api.SubscribeHandler;
import io.longwire.api.admin.AdminSurface;
import io.longwire.api.admin.OpsPage;
import io.longwire.api.original.OriginalSurface;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.embed.Route;
import io.longwire.event.LogTag;
import io.longwire.event.Selector;
import io.longwire.http.Cors;
import io.longwire.http.Detach;
import io.longwire.http.HttpPipeline;
import io.longwire.http.HttpTimeouts;
import io.longwire.http.Router;
import io.longwire.log.EventLog;
import io.longwire.log.PieceSettings;
import io.longwire.log.ReadFences;
import io.longwire.log.Sequencer;
import io.longwire.ops.Drain;
import io.longwire.ops.Health;
import io.longwire.ops.LastMinute;
import io.longwire.ops.Metrics;
import io.longwire.ops.Sampler;
import io.longwire.ops.StartCounters;
import io.longwire.ops.StatsFeed;
import io.longwire.ops.StatsReader;
import io.longwire.stream.ConnectionIds;
import io.longwire.stream.Shard;
import io.longwire.stream.ShardSettings;
import io.longwire.stream.SlowReaderPolicy;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the floors of one server and joins them, from the bottom up. What it made, {@link LongwireServer} stops. */
final class Wiring {
    private static final int IDEMPOTENCY_KEYS = 100_000;
    /** Enough to ask for health by when all others are taken. */
    private static final int SPARE_DESCRIPTORS = 16;
    /** Scrapers, and some pages. */
    private static final int ADMIN_CONNECTIONS = 64;
    /** Some pages, each with its numbers and perhaps a console. */
    private static final int ADMIN_STREAMS = 8;

    final Settings settings;
    /** Whose word counts; a reload replaces it. */
    final AtomicReference<TrustedProxies> trusted;
    /** Whose pages may read; a reload replaces it. */
    final AtomicReference<Cors> cors;
    /** What anybody may read; a reload replaces it. */
    final AtomicReference<List<Selector>> publicTopics;

    private final Authorizer authorizer;
    private final StreamCoding coding;
    final Transport transport;
    final MultiThreadIoEventLoopGroup shardLoops;
    final MultiThreadIoEventLoopGroup requestLoops;
    final EventLog log;
    final List<Shard> shards;
    final Sequencer sequencer;
    final Hub hub;
    final ConnectionLimits limits;
    final Refusals refusals = new Refusals();
    /** Apart from those of clients, and so are what they are refused: operators who look on change no number. */
    private final ConnectionLimits adminLimits;

    final Sampler sampler;
    final StatsReader stats;
    final Drain drain;
    private final LastMinute lastMinute;
    private final StartCounters starts = new StartCounters();
    private final Health health;
    private final HttpConnectionLimit httpLimit;
    private final PublishHandler publish;

    /** Throws {@link SettingException} for settings that this machine cannot fulfil. */
    Wiring(Settings settings, @Nullable Authorizer authorizer) {
        this.settings = settings;
        this.authorizer = authorizer == null ? new KeyAuthorizer(settings) : authorizer;
        trusted = new AtomicReference<>(TrustedProxies.of(settings.texts(Setting.SSE_TRUSTED_PROXIES)));
        cors = new AtomicReference<>(Cors.of(settings.texts(Setting.SSE_CORS_ORIGINS)));
        publicTopics = new AtomicReference<>(publicTopics(settings));
        coding = new StreamCoding(settings, publicTopics::get);
        transport = Transport.of(settings);
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
                fences,
                new PieceSettings(settings.bytes(Setting.SSE_COMPRESSION_THRESHOLD), System::nanoTime));
        var connectionIds = new ConnectionIds();
        shards = makeShards(fences, clock, connectionIds);
        sequencer = new Sequencer(
                log,
                System::nanoTime,
                settings.millis(Setting.SSE_IDEMPOTENCY_WINDOW),
                IDEMPOTENCY_KEYS,
                shards,
                requestLoops);
        hub = new Hub(log, sequencer, shards, connectionIds);
        limits = new ConnectionLimits(
                settings.number(Setting.SSE_MAX_CONNECTIONS),
                settings.number(Setting.SSE_MAX_CONNECTIONS_PER_IP),
                trusted::get,
                refusals,
                new Descriptors(SPARE_DESCRIPTORS));
        adminLimits = new ConnectionLimits(ADMIN_STREAMS, 0, trusted::get, new Refusals(), limits.descriptors());
        lastMinute = new LastMinute(shards);
        stats = new StatsReader(log, sequencer, shards, limits, lastMinute);
        sampler = new Sampler(shards, lastMinute, settings.millis(Setting.SSE_HEARTBEAT_INTERVAL));
        drain = new Drain(
                shards,
                () -> limits.active() + adminLimits.active() + hub.subscriptions(),
                settings.span(Setting.SSE_DRAIN_SECONDS));
        health = new Health(
                log,
                sequencer,
                shards,
                limits,
                starts,
                lastMinute,
                sampler,
                settings.millis(Setting.SSE_HEARTBEAT_INTERVAL),
                drain::isUnderWay);
        httpLimit = new HttpConnectionLimit(settings.number(Setting.SSE_MAX_HTTP_CONNECTIONS), trusted::get, refusals);
        publish = new PublishHandler(hub, settings, this.authorizer);
    }

    static List<Selector> publicTopics(Settings settings) {
        return settings.texts(Setting.SSE_PUBLIC_TOPICS).stream()
                .map(Selector::parse)
                .toList();
    }

    private List<Shard> makeShards(ReadFences fences, InstantSource clock, ConnectionIds connectionIds) {
        var shardSettings = new ShardSettings(
                (int) settings.millis(Setting.SSE_HEARTBEAT_INTERVAL),
                (int) settings.millis(Setting.SSE_IDLE_TIMEOUT),
                (int) settings.span(Setting.SSE_MAX_STREAM_AGE).toSeconds(),
                settings.bytes(Setting.SSE_MAX_LAG),
                settings.text(Setting.SSE_SLOW_READER).equals("close")
                        ? SlowReaderPolicy.CLOSE
                        : SlowReaderPolicy.RESYNC,
                settings.bytes(Setting.SSE_LOG_BYTES) / 8,
                clock,
                System::nanoTime);
        var made = new ArrayList<Shard>();
        for (EventExecutor loop : shardLoops) {
            var shard = new Shard(made.size(), (IoEventLoop) loop, log, fences, shardSettings, connectionIds);
            made.add(shard);
            loop.execute(shard::start);
        }
        return List.copyOf(made);
    }

    /**
     * What serves clients. Throws {@link IllegalArgumentException} when an embedder's route clashes with another.
     *
     * @param embedded routes of the embedder's own
     */
    HttpPipeline pipeline(List<Route> embedded) {
        StreamDoor door = door(limits, starts, false);
        Router.Builder routes = Router.builder()
                .cors(cors::get)
                .get("/sse", new SubscribeHandler(door, settings))
                .post("/publish", publish);
        new OriginalSurface(hub, settings, door, authorizer).addTo(routes);
        new HealthHandler(health).addTo(routes);
        if (embedded.stream().noneMatch(route -> route.path().equals(FrontPage.PATH))) {
            new FrontPage().addTo(routes);
        }
        routes.addEmbedded(embedded);
        if (settings.isOn(Setting.SSE_DEV)) {
            routes.guard(DevGuard::refuse);
        }
        return pipeline(routes.build(), httpLimit);
    }

    private StreamDoor door(ConnectionLimits places, StartCounters counters, boolean forOperators) {
        var detach = new Detach(settings.isOn(Setting.SSE_DETACH));
        return new StreamDoor(
                hub, settings, authorizer, places, detach, counters, drain::isUnderWay, forOperators, coding);
    }

    /**
     * What serves operators, on a port of its own: no page of another origin may read it, and its connections are counted
     * apart, so that neither side takes places from the other.
     *
     * @param loopback whether only this machine can connect
     */
    HttpPipeline adminPipeline(boolean loopback) {
        var metrics = new Metrics(
                log,
                sequencer,
                shards,
                limits,
                httpLimit,
                starts,
                lastMinute,
                hub::subscriptions,
                drain::isUnderWay,
                settings.bytes(Setting.SSE_LOG_BYTES));
        sampler.eachSecond(new StatsFeed(
                shards,
                health,
                lastMinute,
                () -> stats.read(hub.subscriptions(), drain.isUnderWay()),
                settings.bytes(Setting.SSE_LOG_BYTES),
                Clock.systemUTC(),
                System::nanoTime,
                event -> hub.publish(List.of(event), null)));
        Router.Builder routes = Router.builder()
                .guard(SameOriginGuard::refuse)
                .get("/sse", new SubscribeHandler(door(adminLimits, new StartCounters(), true), settings))
                .post("/publish", publish);
        new HealthHandler(health).addTo(routes);
        new AdminSurface(hub, metrics, authorizer, sampler.executor()).addTo(routes);
        OpsPage.addTo(routes);
        if (settings.isOn(Setting.SSE_DEV)) {
            routes.guard(DevGuard::refuse);
        } else if (loopback) {
            routes.guard(LoopbackGuard::refuse);
        }
        return pipeline(routes.build(), new HttpConnectionLimit(ADMIN_CONNECTIONS, trusted::get, refusals));
    }

    private HttpPipeline pipeline(Router router, HttpConnectionLimit limit) {
        var timeouts = new HttpTimeouts(
                settings.span(Setting.SSE_REQUEST_TIMEOUT),
                settings.span(Setting.SSE_IDLE_TIMEOUT),
                settings.span(Setting.GUNICORN_KEEPALIVE));
        return new HttpPipeline(router, timeouts, trusted::get, limit, requestLoops);
    }
}
