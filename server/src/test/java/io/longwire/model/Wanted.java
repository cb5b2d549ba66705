package io.longwire.model;

import io.longwire.event.Selection;
import io.longwire.event.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a reader asks for, with a matcher of the model's own. {@code types} empty: everything. */
record Wanted(List<String> selectors, Set<String> types, Map<String, Boolean> known) {
    private static final Set<String> ALWAYS = Set.of("connected", "resync", "end", "position", "heartbeat", "ping");

    Wanted(List<String> selectors, Set<String> types) {
        this(selectors, types, new HashMap<>());
    }

    Selection selection() {
        return Selection.of(selectors.stream().map(Selector::parse).toList(), types);
    }

    boolean hasPatterns() {
        return selectors.stream().anyMatch(selector -> selector.contains("*"));
    }

    List<String> plainTopics() {
        return selectors.stream().filter(selector -> !selector.contains("*")).toList();
    }

    boolean matches(Published event) {
        return matchesTopics(event) && matchesType(event.type());
    }

    boolean matchesTopics(Published event) {
        for (String topic : event.topics()) {
            if (matchesTopic(topic)) {
                return true;
            }
        }
        return false;
    }

    /** How many pairs of a selector and a topic agree. */
    long hits(Published event) {
        return event.topics().stream()
                .mapToLong(topic -> selectors.stream()
                        .filter(selector -> fits(selector, topic))
                        .count())
                .sum();
    }

    boolean matchesTopic(String topic) {
        return known.computeIfAbsent(topic, this::worksOut);
    }

    private boolean worksOut(String topic) {
        return selectors.stream().anyMatch(selector -> fits(selector, topic));
    }

    private boolean matchesType(String type) {
        String named = type == null ? "message" : type;
        return types.isEmpty() || ALWAYS.contains(named) || types.contains(named);
    }

    private static boolean fits(String selector, String topic) {
        return fits(List.of(selector.split("/")), List.of(topic.split("/")));
    }

    private static boolean fits(List<String> pattern, List<String> segments) {
        if (pattern.isEmpty() || segments.isEmpty()) {
            return pattern.isEmpty() && segments.isEmpty();
        }
        String head = pattern.get(0);
        if (head.equals("**")) {
            return true;
        }
        return (head.equals("*") || head.equals(segments.get(0)))
                && fits(pattern.subList(1, pattern.size()), segments.subList(1, segments.size()));
    }
}
