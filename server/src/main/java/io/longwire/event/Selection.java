package io.longwire.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one stream asks for: selectors, and the types it wants. Equal selections are one to a shard, which then works
 * out once for all of them what is new. Does not change but for sharing names. Kept slim, since a subscriber may have one of its own.
 */
public final class Selection {
    private static final Set<String> PASS_EVERY_FILTER =
            Set.of("connected", "resync", "end", "position", "heartbeat", "ping");

    /** The topic, when that is all there is; the common case, and the one that must cost little. */
    private @Nullable String only;

    /** Everything but that topic. */
    private final Rest rest;

    private record Rest(
            Set<String> topics,
            List<Selector> patterns,
            @Nullable Set<String> types) {
        static final Rest NOTHING = new Rest(Set.of(), List.of(), null);
    }

    private Selection(Set<String> topics, List<Selector> patterns, @Nullable Set<String> types) {
        boolean oneTopic = topics.size() == 1 && patterns.isEmpty();
        this.only = oneTopic ? topics.iterator().next() : null;
        this.rest = oneTopic && types == null ? Rest.NOTHING : new Rest(oneTopic ? Set.of() : topics, patterns, types);
    }

    /**
     * @param types what the stream wants ({@code message} for unnamed events); null or empty: everything
     */
    public static Selection of(Collection<Selector> selectors, @Nullable Collection<String> types) {
        var topics = new HashSet<String>();
        var patterns = new ArrayList<Selector>();
        for (Selector selector : new HashSet<>(selectors)) {
            if (selector.isPattern()) {
                patterns.add(selector);
            } else {
                topics.add(selector.toString());
            }
        }
        if (topics.isEmpty() && patterns.isEmpty()) {
            throw new InvalidEventException("a stream needs a selector");
        }
        patterns.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new Selection(
                Set.copyOf(topics), List.copyOf(patterns), types == null || types.isEmpty() ? null : Set.copyOf(types));
    }

    /**
     * Whether this is the only topic; takes that object for the name then, which is in memory anyway: a topic of one's own
     * has its name once. By the thread that owns the selection.
     */
    public boolean shareName(String topic) {
        boolean same = topic.equals(only);
        if (same) {
            only = topic;
        }
        return same;
    }

    /** The one topic of a selection without patterns; null when there is more. */
    public @Nullable String onlyTopic() {
        return only;
    }

    public Set<String> topics() {
        return only == null ? rest.topics : Set.of(only);
    }

    public List<Selector> patterns() {
        return rest.patterns;
    }

    /** Whether it asks for topics of the server's own. */
    public boolean asksForReserved() {
        if (only != null) {
            return Selector.isReserved(only);
        }
        return rest.topics.stream().anyMatch(Selector::isReserved)
                || rest.patterns.stream().anyMatch(Selector::isReserved);
    }

    /** The types that are wanted; empty where there is no filter. */
    public Set<String> types() {
        return rest.types == null ? Set.of() : rest.types;
    }

    public boolean hasTypeFilter() {
        return rest.types != null;
    }

    public boolean matchesTopic(String topic) {
        if (only != null) {
            return only.equals(topic);
        }
        if (rest.topics.contains(topic)) {
            return true;
        }
        List<Selector> patterns = rest.patterns;
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /** @param type the event's type; null for an unnamed event */
    public boolean wantsType(@Nullable String type) {
        Set<String> wanted = rest.types;
        if (wanted == null) {
            return true;
        }
        return type == null ? wanted.contains("message") : wanted.contains(type) || PASS_EVERY_FILTER.contains(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selection that && Objects.equals(only, that.only) && rest.equals(that.rest);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(only) * 31 + rest.hashCode();
    }
}
