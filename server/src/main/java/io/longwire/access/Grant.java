package io.longwire.access;

import io.longwire.event.InvalidEventException;
import io.longwire.event.Selector;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request may read, or publish to, and how it is told where that ends. Immutable; any thread.
 *
 * <p>A reader may ask for a topic or a pattern only when one of the granted selectors covers all that it could match; a
 * publisher may publish to a topic only when one of them matches it. The server holds every request to that, also one
 * that resumes.
 *
 * <p>Topics under {@code longwire/} are the server's own. No grant opens them, not even one that names them.
 */
public final class Grant {
    private static final Selector EVERYTHING = Selector.parse("**");
    private static final Refusal RESERVED =
            Refusal.forbidden("topics under longwire/ are the server's own: they are read"
                    + " on the port for operators (SSE_ADMIN_PORT), and nobody else publishes to them");

    private final String scope;
    private final List<Selector> topics;
    private final Refusal beyond;
    private final List<Selector> defaults;

    /**
     * @param scope whose request it is, a short name that is no secret: idempotency keys of different scopes never meet
     * @param topics topics and patterns; none: nothing is granted
     * @param beyond how a request that asks for more is refused
     */
    public Grant(String scope, Collection<Selector> topics, Refusal beyond) {
        this(scope, List.copyOf(topics), beyond, List.of());
    }

    private Grant(String scope, List<Selector> topics, Refusal beyond, List<Selector> defaults) {
        this.scope = scope;
        this.topics = topics;
        this.beyond = beyond;
        this.defaults = defaults;
    }

    /** Every topic. */
    public static Grant everything(String scope) {
        return new Grant(scope, List.of(EVERYTHING), Refusal.forbidden("this topic is not open to you"));
    }

    /**
     * These topics and patterns; 403 for others.
     *
     * @throws InvalidEventException when one is neither a topic nor a pattern
     */
    public static Grant of(String scope, String... selectors) {
        return new Grant(
                scope,
                Arrays.stream(selectors).map(Selector::parse).toList(),
                Refusal.forbidden("this topic is not open to you"));
    }

    /** No topic. */
    public static Grant nothing(Refusal refusal) {
        return new Grant("", List.of(), refusal);
    }

    /**
     * The same where a stream that names no topic gets these, instead of {@code broadcast}. They are granted nothing by
     * that.
     *
     * @throws InvalidEventException when one is neither a topic nor a pattern
     */
    public Grant withDefaults(String... selectors) {
        return new Grant(
                scope,
                topics,
                beyond,
                Arrays.stream(selectors).map(Selector::parse).toList());
    }

    /** What a stream reads that names no topic; empty: {@code broadcast}. */
    public List<Selector> defaults() {
        return defaults;
    }

    /** Whose request it is. */
    public String scope() {
        return scope;
    }

    /** What is granted: topics and patterns. */
    public List<Selector> topics() {
        return topics;
    }

    /** How a request that asks for more is refused. */
    public Refusal beyond() {
        return beyond;
    }

    /** How a request for this topic or pattern, which lies beyond the grant, is refused. */
    public Refusal refusal(String selector) {
        return Selector.isReserved(selector) ? RESERVED : beyond;
    }

    /** The first that lies not wholly inside what is granted; null when all do. */
    public @Nullable Selector firstBeyond(Collection<Selector> asked) {
        for (Selector selector : asked) {
            if (!covers(selector)) {
                return selector;
            }
        }
        return null;
    }

    private boolean covers(Selector asked) {
        if (asked.isReserved()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            if (topics.get(i).covers(asked)) {
                return true;
            }
        }
        return false;
    }

    /** The first topic that is not granted; null when all are. */
    public @Nullable String firstTopicBeyond(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (!matches(names.get(i))) {
                return names.get(i);
            }
        }
        return null;
    }

    private boolean matches(String topic) {
        if (Selector.isReserved(topic)) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            if (topics.get(i).matches(topic)) {
                return true;
            }
        }
        return false;
    }
}
