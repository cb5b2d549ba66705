package io.longwire.stream;

import io.longwire.event.Selector;
import io.longwire.log.TopicIndex;
import io.longwire.stream.ShardCounters.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which groups of a shard want a topic. Its shard's loop only. */
final class Subscriptions {
    /** By topic: the group, or an array of groups. */
    private final HashMap<String, Object> byTopic = new HashMap<>();

    private final Map<Selector, List<Group>> byPattern = new HashMap<>();
    /** Groups of several selectors, for {@link #obtain}. */
    private final Map<StreamOptions, Group> composite = new HashMap<>();

    private final ArrayList<Group> groups = new ArrayList<>();

    /** All groups; a group's {@link Group#slot} is its index. */
    List<Group> groups() {
        return groups;
    }

    /** The group of streams with these options, made if need be. */
    Group obtain(Shard shard, StreamOptions options, TopicIndex topics) {
        Group group = find(options);
        if (group != null) {
            return group;
        }
        group = new Group(shard, options, topics);
        group.slot = groups.size();
        groups.add(group);
        count(group, 1);
        for (String topic : options.selection().topics()) {
            Object others = byTopic.get(topic);
            byTopic.put(topic, others == null ? group : with(others, group));
        }
        for (Selector pattern : options.selection().patterns()) {
            byPattern.computeIfAbsent(pattern, p -> new ArrayList<>()).add(group);
        }
        if (options.selection().onlyTopic() == null) {
            composite.put(options, group);
        }
        return group;
    }

    private @Nullable Group find(StreamOptions options) {
        String only = options.selection().onlyTopic();
        if (only == null) {
            return composite.get(options);
        }
        Object found = byTopic.get(only);
        if (found instanceof Group group) {
            return group.is(options) ? group : null;
        }
        if (found instanceof Group[] several) {
            for (Group group : several) {
                if (group.is(options)) {
                    return group;
                }
            }
        }
        return null;
    }

    /** Forgets a group that has no member left. */
    void remove(Group group) {
        Group last = groups.remove(groups.size() - 1);
        if (last != group) {
            groups.set(group.slot, last);
            last.slot = group.slot;
        }
        count(group, -1);
        for (String topic : group.selection().topics()) {
            byTopic.computeIfPresent(topic, (name, found) -> without(found, group));
        }
        for (Selector pattern : group.selection().patterns()) {
            byPattern.computeIfPresent(pattern, (name, list) -> list.remove(group) && list.isEmpty() ? null : list);
        }
        if (group.selection().onlyTopic() == null) {
            composite.remove(new StreamOptions(group.selection(), group.chunked(), group.heartbeat()));
        }
    }

    private static void count(Group group, int amount) {
        if (group.selection().asksForReserved()) {
            group.shard.counters().add(Counter.RESERVED_GROUPS, amount);
        }
    }

    private static Group[] with(Object found, Group group) {
        Group[] several = found instanceof Group only ? new Group[] {only} : (Group[]) found;
        Group[] more = Arrays.copyOf(several, several.length + 1);
        more[several.length] = group;
        return more;
    }

    private static @Nullable Object without(Object found, Group group) {
        if (found instanceof Group) {
            return found == group ? null : found;
        }
        Group[] fewer = Arrays.stream((Group[]) found).filter(g -> g != group).toArray(Group[]::new);
        return switch (fewer.length) {
            case 0 -> null;
            case 1 -> fewer[0];
            default -> fewer;
        };
    }

    /** Calls the shard for each group that selects {@code topic}; for a group with several selectors perhaps twice. */
    @SuppressWarnings("ReferenceEquality") // whether the name is the same object
    void forEach(String topic, GroupVisitor visitor) {
        Object found = byTopic.get(topic);
        if (found instanceof Group group) {
            if (group.selection().onlyTopic() != topic) {
                shareName(topic, group);
            }
            visitor.visit(group);
        } else if (found instanceof Group[] several) {
            for (Group group : several) {
                visitor.visit(group);
            }
        }
        if (!byPattern.isEmpty()) {
            for (Map.Entry<Selector, List<Group>> pattern : byPattern.entrySet()) {
                if (pattern.getKey().matches(topic)) {
                    List<Group> list = pattern.getValue();
                    for (int i = 0; i < list.size(); i++) {
                        visitor.visit(list.get(i));
                    }
                }
            }
        }
    }

    /** The log has the name too: one object is enough for both. */
    private void shareName(String topic, Group group) {
        if (group.selection().onlyTopic() != null) {
            byTopic.remove(topic);
            byTopic.put(topic, group);
            group.selection().shareName(topic);
        }
    }

    /** Is told of groups. */
    interface GroupVisitor {
        void visit(Group group);
    }
}
