package io.longwire.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of settings: each has a name, under which it stands in the environment and in a properties file, a kind,
 * a default and one line that says what it means. As a flag it is {@link #flag()}. Immutable; any thread.
 */
public enum Setting {
    SSE_PORT("5001", new Kind.Whole(0, 65535), "port for streams and publishers; 0 for any free one"),
    SSE_HOST("", new Kind.Text(), "address to listen on; empty for all interfaces"),
    SSE_ADMIN_PORT("5002", new Kind.Whole(0, 65535), "port for operators; 0 for none (not served yet)"),
    SSE_ADMIN_HOST("127.0.0.1", new Kind.Text(), "address of the port for operators"),
    SSE_DEV("off", new Kind.Flag(), "for trying out: listens on loopback only, and everything is open without a key"),
    SSE_PUBLISH_KEY("", new Kind.Keys(), "keys of publishers, as bearer token; none: publishing is closed"),
    SSE_SUBSCRIBE_KEY("", new Kind.Keys(), "keys of subscribers, as bearer token or cookie sse_key"),
    SSE_PUBLIC_TOPICS("broadcast,public/**", new Kind.Texts(), "topics and patterns that anybody may read"),
    SSE_MAX_CONNECTIONS(null, new Kind.Whole(1, 50_000_000), "streams at once (default: what the file limit allows)"),
    SSE_MAX_CONNECTIONS_PER_IP("100", new Kind.Whole(0, 50_000_000), "streams of one address, or one IPv6 /64; 0: any"),
    SSE_REFUSE_WITH(
            "auto", new Kind.Choice(List.of("auto", "status")), "how an EventSource is told to come back later"),
    SSE_MAX_HTTP_CONNECTIONS(
            null,
            new Kind.Whole(1, 1_000_000),
            "connections that are not, or not yet, streams (default: part of the rest)"),
    SSE_TRUSTED_PROXIES(
            "loopback",
            new Kind.Texts(),
            "addresses, networks, or 'loopback' and 'private', whose X-Forwarded-For counts"),
    SSE_CORS_ORIGINS("", new Kind.Texts(), "origins whose pages may read and publish; * for all; off: the proxy's job"),
    SSE_HEARTBEAT_INTERVAL("30s", span("100ms", "1h"), "silence after which a stream gets a heartbeat"),
    SSE_IDLE_TIMEOUT("300s", span("200ms", "24h"), "a peer that takes no byte for so long is given up"),
    SSE_HEARTBEAT_FORM(
            "auto",
            new Kind.Choice(List.of("auto", "comment", "event", "message", "ping", "all")),
            "heartbeats of streams that ask for no form; auto: all for /events and a bare /sse, else comment"),
    SSE_MAX_STREAM_AGE("off", new Kind.SpanOrOff(duration("1s"), duration("30d")), "a stream so old is ended in order"),
    SSE_COMPRESSION_THRESHOLD("auto", new Kind.SizeOrAuto(1L << 30), "smaller events are not compressed"),
    SSE_LOG_BYTES(null, new Kind.Size(4096, 1L << 40), "memory for recent events (default: 64MiB, at most 1/8 of all)"),
    SSE_MAX_TOPICS("1000000", new Kind.Whole(1, 100_000_000), "topics remembered"),
    SSE_MAX_TOPICS_PER_STREAM("100", new Kind.Whole(1, 10_000), "selectors of one stream"),
    SSE_MAX_EVENT_BYTES(null, new Kind.Size(1, 1 << 28), "data of one event (default: 1MiB, at most 1/8 of the log)"),
    SSE_MAX_BATCH_BYTES(null, new Kind.Size(1, 1 << 28), "body of one publish (default: 4MiB, at most 1/8 of the log)"),
    SSE_MAX_BATCH_EVENTS("1000", new Kind.Whole(1, 100_000), "events of one JSON array"),
    SSE_MAX_LAG(null, new Kind.Size(1, 1L << 40), "bytes a reader may be behind (default: half the log)"),
    SSE_SLOW_READER("resync", new Kind.Choice(List.of("resync", "close")), "what a reader too far behind meets"),
    SSE_IDEMPOTENCY_WINDOW("10m", span("1s", "24h"), "how long an Idempotency-Key is remembered"),
    SSE_END_RETENTION("24h", span("1s", "30d"), "how long an ended topic is remembered"),
    SSE_DRAIN_SECONDS("8s", span("0s", "10m"), "how long an orderly stop may take"),
    SSE_REQUEST_TIMEOUT("10s", span("100ms", "10m"), "for a request's whole head, then for its whole body"),
    SSE_REQUEST_LOOPS(null, new Kind.Whole(1, 1024), "event loops for requests (default: cores)"),
    SSE_SHARDS(null, new Kind.Whole(1, 1024), "event loops for streams (default: cores)"),
    SSE_DETACH("on", new Kind.Flag(), "streams leave their Netty channel where the transport allows"),
    SSE_TRANSPORT("auto", new Kind.Choice(List.of("auto", "epoll", "nio")), "how sockets are served"),
    SSE_LOG_FORMAT("text", new Kind.Choice(List.of("text", "json")), "form of the server's own log"),
    SSE_LOG_LEVEL(
            "info", new Kind.Choice(List.of("error", "warn", "info", "debug")), "what the server's own log holds"),
    GUNICORN_KEEPALIVE("75s", span("1s", "1h"), "how long an HTTP connection waits for its next request");

    private final @Nullable String standard;

    @SuppressWarnings("ImmutableEnumChecker") // kinds are records of values
    private final Kind kind;

    private final String doc;

    /** @param standard the default as text; null when it is worked out from the machine or from other settings */
    Setting(@Nullable String standard, Kind kind, String doc) {
        this.standard = standard;
        this.kind = kind;
        this.doc = doc;
    }

    private static Kind span(String min, String max) {
        return new Kind.Span(duration(min), duration(max));
    }

    private static Duration duration(String text) {
        Duration span = Durations.parse(text);
        if (span == null) {
            throw new AssertionError(text);
        }
        return span;
    }

    /** The default as text; null when it is worked out from the machine or from other settings. */
    public @Nullable String standard() {
        return standard;
    }

    /** What it means, in one line. */
    public String doc() {
        return doc;
    }

    /** Its name on the command line: {@code SSE_MAX_LAG} is {@code --max-lag}. */
    public String flag() {
        return "--" + kebab();
    }

    String kebab() {
        String name = name().startsWith("SSE_") ? name().substring(4) : name();
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a switch, which needs no value on the command line. */
    public boolean isFlag() {
        return kind instanceof Kind.Flag;
    }

    /** Whether its value may also stand in a file named by {@code <name>_FILE}, and must not be shown. */
    public boolean isSecret() {
        return kind.isSecret();
    }

    /** Reads a value; throws {@link SettingException} when it is not allowed. */
    Object parse(String text) {
        Object value = kind.parse(text.strip());
        if (value == null) {
            throw SettingException.notAllowed(name(), isSecret() ? "(hidden)" : text, kind.allowed());
        }
        return value;
    }
}
