package io.longwire.stream;

import io.longwire.event.Selector;
import io.longwire.log.TopicIndex;
import io.longwire.stream.ShardCounters.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which groups of a shard want a topic. Its shard's loop only. */
final class Subscriptions {
    private final TopicGroups ofOneTopic = new TopicGroups();

    // Groups of several selectors.
    private final Map<String, List<Group>> byTopic = new HashMap<>();
    private final Map<Selector, List<Group>> byPattern = new HashMap<>();
    private final Map<StreamOptions, Group> composite = new HashMap<>();

    private final ArrayList<Group> groups = new ArrayList<>();

    /** All groups; a group's {@link Group#slot} is its index. */
    List<Group> groups() {
        return groups;
    }

    /** The group of streams with these options, made if need be. */
    Group obtain(Shard shard, StreamOptions options, TopicIndex topics) {
        String only = options.selection().onlyTopic();
        Group group = only == null ? composite.get(options) : ofOneTopic.find(only, options);
        if (group != null) {
            return group;
        }
        group = options.form().isGzip() ? new GzipGroup(shard, options, topics) : new Group(shard, options, topics);
        group.slot = groups.size();
        groups.add(group);
        count(group, 1);
        if (only != null) {
            ofOneTopic.add(group);
            return group;
        }
        composite.put(options, group);
        for (String topic : options.selection().topics()) {
            byTopic.computeIfAbsent(topic, t -> new ArrayList<>(1)).add(group);
        }
        for (Selector pattern : options.selection().patterns()) {
            byPattern.computeIfAbsent(pattern, p -> new ArrayList<>()).add(group);
        }
        return group;
    }

    /** Forgets a group that has no member left. */
    void remove(Group group) {
        Group last = groups.remove(groups.size() - 1);
        if (last != group) {
            groups.set(group.slot, last);
            last.slot = group.slot;
        }
        count(group, -1);
        if (group.selection().onlyTopic() != null) {
            ofOneTopic.remove(group);
            return;
        }
        composite.remove(new StreamOptions(group.selection(), group.form(), group.heartbeat()));
        for (String topic : group.selection().topics()) {
            byTopic.computeIfPresent(topic, (name, list) -> without(list, group));
        }
        for (Selector pattern : group.selection().patterns()) {
            byPattern.computeIfPresent(pattern, (name, list) -> without(list, group));
        }
    }

    private static void count(Group group, int amount) {
        if (group.selection().asksForReserved()) {
            group.shard.counters().add(Counter.RESERVED_GROUPS, amount);
        }
    }

    private static @Nullable List<Group> without(List<Group> list, Group group) {
        list.remove(group);
        return list.isEmpty() ? null : list;
    }

    /** Calls the shard for each group that selects {@code topic}; for a group with several selectors perhaps twice. */
    void forEach(String topic, GroupVisitor visitor) {
        ofOneTopic.forEach(topic, visitor);
        if (!byTopic.isEmpty()) {
            List<Group> list = byTopic.get(topic);
            if (list != null) {
                visitAll(list, visitor);
            }
        }
        if (!byPattern.isEmpty()) {
            for (Map.Entry<Selector, List<Group>> pattern : byPattern.entrySet()) {
                if (pattern.getKey().matches(topic)) {
                    visitAll(pattern.getValue(), visitor);
                }
            }
        }
    }

    private static void visitAll(List<Group> list, GroupVisitor visitor) {
        for (int i = 0; i < list.size(); i++) {
            visitor.visit(list.get(i));
        }
    }

    /** Is told of groups. */
    interface GroupVisitor {
        void visit(Group group);
    }
}
