package io.longwire.config;

import static io.longwire.config.Section.ACCESS;
import static io.longwire.config.Section.COMPRESSION;
import static io.longwire.config.Section.LIMITS;
import static io.longwire.config.Section.LISTEN;
import static io.longwire.config.Section.LOG;
import static io.longwire.config.Section.OUTPUT;
import static io.longwire.config.Section.TIME;
import static io.longwire.config.Standard.computed;
import static io.longwire.config.Standard.none;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of settings: each has a section, a name, under which it stands in the environment and in a properties
 * file, a default, a kind and one line that says what it means. Help, the listing of values and the page of settings are
 * made from it. As a flag a setting is {@link #flag()}. Immutable; any thread.
 */
@SuppressWarnings("ImmutableEnumChecker") // defaults and kinds are records of values
public enum Setting {
    SSE_PORT(LISTEN, "5001", new Kind.Whole(0, 65535), "port for streams and publishers; 0: any free one"),
    SSE_HOST(LISTEN, none("all interfaces"), new Kind.Host(), "address to listen on; with --dev 127.0.0.1"),
    SSE_ADMIN_PORT(
            LISTEN,
            "5002",
            new Kind.Or(List.of("any"), -1, new Kind.Whole(0, 65535)),
            "port for operators; 0: none, as it is for embedders who do not ask for it; any: any free one"),
    SSE_ADMIN_HOST(
            LISTEN,
            "127.0.0.1",
            new Kind.Host(),
            "address of the port for operators, which asks for no key; with --dev a loopback address"),
    SSE_TRANSPORT(
            LISTEN,
            "auto",
            new Kind.Choice(List.of("auto", "epoll", "nio")),
            "how sockets are served; auto: epoll on Linux, else NIO"),
    SSE_DETACH(
            LISTEN,
            "on",
            new Kind.Flag(),
            "streams leave their Netty channel where the transport allows; off: about a kilobyte more per stream"),
    SSE_REQUEST_LOOPS(LISTEN, computed("cores"), new Kind.Whole(1, 1024), "event loops for requests"),
    SSE_SHARDS(LISTEN, computed("cores"), new Kind.Whole(1, 1024), "event loops for streams"),

    SSE_DEV(
            ACCESS,
            "off",
            new Kind.Flag(),
            "for trying out: listens on loopback only; publishing and every topic are open without a key"),
    SSE_PUBLISH_KEY(
            ACCESS,
            none("none"),
            new ListKind.Keys(),
            "keys of publishers, shown as bearer token; none, and not --dev: publishing is closed"),
    SSE_SUBSCRIBE_KEY(
            ACCESS,
            none("none"),
            new ListKind.Keys(),
            "keys that open every topic, shown as bearer token or in the cookie sse_key"),
    SSE_PUBLIC_TOPICS(
            ACCESS,
            "broadcast,public/**",
            new Kind.Or(List.of("off"), List.of(), new ListKind.Selectors()),
            "topics and patterns that anybody may read; off: none"),
    SSE_CORS_ORIGINS(
            ACCESS,
            none("none"),
            new ListKind.Origins(),
            "origins whose pages may read and publish; * for all; off: left to a proxy"),
    SSE_TRUSTED_PROXIES(
            ACCESS,
            "loopback",
            new Kind.Or(List.of("off"), List.of(), new ListKind.Networks()),
            "proxies whose word on a client's address counts; off: nobody's"),

    SSE_MAX_CONNECTIONS(
            LIMITS, computed("the file limit less a reserve"), new Kind.Whole(1, 50_000_000), "streams at once"),
    SSE_MAX_CONNECTIONS_PER_IP(
            LIMITS,
            "100",
            new Kind.Whole(0, 50_000_000),
            "streams at once of one IPv4 address or one IPv6 /64; 0: no limit"),
    SSE_REFUSE_WITH(
            LIMITS,
            "auto",
            new Kind.Choice(List.of("auto", "status")),
            "how a temporary refusal is said; auto: to an EventSource as a stream that ends, since it would"
                    + " never come back after another status"),
    SSE_MAX_HTTP_CONNECTIONS(
            LIMITS,
            computed("what the reserve holds"),
            new Kind.Whole(1, 1_000_000),
            "connections that are not, or not yet, streams"),
    SSE_MAX_TOPICS(LIMITS, "1000000", new Kind.Whole(1, 100_000_000), "topics remembered"),
    SSE_MAX_TOPICS_PER_STREAM(LIMITS, "100", new Kind.Whole(1, 10_000), "selectors of one stream"),
    SSE_MAX_EVENT_BYTES(
            LIMITS, computed("1MiB, at most 1/8 of the log"), new Kind.Size(1, 1 << 28), "data of one event"),
    SSE_MAX_BATCH_BYTES(
            LIMITS,
            computed("4MiB, at most 1/8 of the log"),
            new Kind.Size(1, 1 << 28),
            "body of one publish; NDJSON, a stream of single events, has no such bound"),
    SSE_MAX_BATCH_EVENTS(LIMITS, "1000", new Kind.Whole(1, 100_000), "events of one JSON array"),

    SSE_LOG_BYTES(
            LOG,
            computed("64MiB, at most 1/8 of the memory the process may use"),
            new Kind.Size(4096, 1L << 40),
            "memory outside the heap for recent events"),
    SSE_MAX_LAG(
            LOG,
            computed("half of SSE_LOG_BYTES"),
            new Kind.Size(1, 1L << 40),
            "bytes of the log that a reader may be behind; at most SSE_LOG_BYTES"),
    SSE_SLOW_READER(LOG, "resync", new Kind.Choice(List.of("resync", "close")), "what a reader further behind meets"),
    SSE_IDEMPOTENCY_WINDOW(
            LOG, "10m", span("1s", "24h"), "how long an Idempotency-Key is remembered; at most 100,000 keys"),
    SSE_END_RETENTION(LOG, "24h", span("1s", "30d"), "how long an ended topic is remembered"),

    SSE_HEARTBEAT_INTERVAL(TIME, "30s", span("100ms", "1h"), "silence after which a stream gets a heartbeat"),
    SSE_HEARTBEAT_FORM(
            TIME,
            "auto",
            new Kind.Choice(List.of("auto", "comment", "event", "message", "ping", "all")),
            "heartbeats of streams that ask for no form; auto: all for /events and a bare /sse, else comment"),
    SSE_IDLE_TIMEOUT(
            TIME,
            "300s",
            span("200ms", "24h"),
            "a peer that takes no byte for so long is closed, a healthy quiet stream never;"
                    + " at least twice SSE_HEARTBEAT_INTERVAL"),
    SSE_MAX_STREAM_AGE(
            TIME,
            "off",
            new Kind.Or(List.of("off", "0"), Duration.ZERO, span("1s", "30d")),
            "a stream so old, or up to a tenth older, is ended in order"),
    SSE_REQUEST_TIMEOUT(TIME, "10s", span("100ms", "10m"), "for a request's whole head, then for its whole body"),
    GUNICORN_KEEPALIVE(TIME, "75s", span("1s", "1h"), "how long an HTTP connection waits for its next request"),
    SSE_DRAIN_SECONDS(TIME, "8s", span("0s", "10m"), "how long an orderly stop may take"),

    SSE_COMPRESSION(
            COMPRESSION,
            "gzip,identity",
            new Kind.Or(List.of("off"), List.of("identity"), new ListKind.Codings()),
            "content codings of streams in order of preference, among those that a client weighs alike;"
                    + " off: nothing is compressed"),
    SSE_COMPRESSION_THRESHOLD(
            COMPRESSION,
            "auto",
            new Kind.Or(List.of("auto"), -1L, new Kind.Size(0, 1L << 30)),
            "events that are smaller, as they stand in the stream, are not compressed; auto: each event is sent in its"
                    + " smallest form"),
    SSE_COMPRESSION_PRIVATE(
            COMPRESSION,
            "independent",
            new Kind.Choice(List.of("chained", "independent", "off")),
            "how streams are compressed that read more than SSE_PUBLIC_TOPICS; independent: each event by itself;"
                    + " chained: also against the event before it; off: not at all"),

    SSE_LOG_LEVEL(
            OUTPUT,
            "info",
            new Kind.Choice(List.of("error", "warn", "info", "debug")),
            "what it holds; info: a line for each stream that ends, with its reason"),
    SSE_LOG_FORMAT(OUTPUT, "text", new Kind.Choice(List.of("text", "json")), "its form; it goes to standard output");

    private static final Set<Setting> RELOADABLE = Set.copyOf(EnumSet.of(
            SSE_PUBLISH_KEY,
            SSE_SUBSCRIBE_KEY,
            SSE_PUBLIC_TOPICS,
            SSE_CORS_ORIGINS,
            SSE_TRUSTED_PROXIES,
            SSE_MAX_CONNECTIONS,
            SSE_MAX_CONNECTIONS_PER_IP,
            SSE_LOG_LEVEL));

    private final Section section;
    private final Standard standard;

    private final Kind kind;
    private final String doc;

    Setting(Section section, String standard, Kind kind, String doc) {
        this(section, Standard.of(standard), kind, doc);
    }

    Setting(Section section, Standard standard, Kind kind, String doc) {
        this.section = section;
        this.standard = standard;
        this.kind = kind;
        this.doc = doc;
    }

    private static Kind span(String min, String max) {
        return new Kind.Span(Durations.require(min), Durations.require(max));
    }

    public Section section() {
        return section;
    }

    /** The default as text; null when it is worked out from the machine or from other settings. */
    @Nullable
    String standard() {
        return standard.text();
    }

    /** The default as people are told it. */
    public String defaultText() {
        return standard.shown();
    }

    /** What values it may have, in a few words. */
    public String range() {
        return kind.range();
    }

    /** What it means, in one line. */
    public String doc() {
        return doc;
    }

    /** Its name on the command line: {@code SSE_MAX_LAG} is {@code --max-lag}. */
    public String flag() {
        return "--" + Names.kebab(name());
    }

    /** Another name under which the environment may have it; null for none. */
    public @Nullable String alias() {
        return this == SSE_PORT ? "PORT" : null;
    }

    /** Whether it is a switch, which needs no value on the command line. */
    public boolean isFlag() {
        return kind instanceof Kind.Flag;
    }

    /** Whether its value may also stand in a file named by {@code <name>_FILE}, and must not be shown. */
    public boolean isSecret() {
        return kind.isSecret();
    }

    /** Whether a running server can take a new value without cutting a stream. */
    public boolean isReloadable() {
        return RELOADABLE.contains(this);
    }

    /**
     * Reads a value; throws {@link SettingException} when it is not allowed.
     *
     * @param origin where the value comes from, for the error; empty when that goes without saying
     */
    Object parse(String text, String origin) {
        Object value = kind.parse(text.strip());
        if (value == null) {
            String from = origin.isEmpty() ? "" : " (" + origin + ")";
            throw SettingException.notAllowed(name(), isSecret() ? "(hidden)" : text, kind.allowed() + from);
        }
        return value;
    }

    /** A value as text that {@link #parse} reads; of a secret only how many there are. */
    String show(Object value) {
        return kind.show(value);
    }
}
