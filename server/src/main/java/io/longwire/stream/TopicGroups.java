package io.longwire.stream;

import io.longwire.event.TopicHash;
import org.jspecify.annotations.Nullable;

/**
 * Groups that want one topic and nothing else, by that topic; a topic may have several, of different options. There may
 * be one for each stream, so this is a table of the groups themselves, without an object for each entry: a group stands
 * at the place of its topic's hash or the next free one. At most half of the places are taken. Its shard's loop only.
 */
final class TopicGroups {
    private static final int MIN_PLACES = 16;

    private @Nullable Group[] places = new @Nullable Group[MIN_PLACES];
    private int size;

    void add(Group group) {
        if (++size * 2 > places.length) {
            @Nullable Group[] old = places;
            places = new @Nullable Group[old.length * 2];
            for (Group moved : old) {
                if (moved != null) {
                    put(moved);
                }
            }
        }
        put(group);
    }

    private void put(Group group) {
        int place = home(topicOf(group));
        while (places[place] != null) {
            place = next(place);
        }
        places[place] = group;
    }

    /** The group of streams with these options; null when there is none. */
    @Nullable
    Group find(String topic, StreamOptions options) {
        int place = home(topic);
        Group group = places[place];
        while (group != null && !group.is(options)) {
            place = next(place);
            group = places[place];
        }
        return group;
    }

    /** Closes the gap, so that every group is still found by going on from its home. */
    void remove(Group group) {
        int gap = home(topicOf(group));
        while (places[gap] != group) {
            gap = next(gap);
        }
        size--;
        places[gap] = null;
        int place = next(gap);
        for (Group other = places[place]; other != null; other = places[place]) {
            if (distance(home(topicOf(other)), place) >= distance(gap, place)) {
                places[gap] = other;
                places[place] = null;
                gap = place;
            }
            place = next(place);
        }
    }

    void forEach(String topic, Subscriptions.GroupVisitor visitor) {
        int place = home(topic);
        for (Group group = places[place]; group != null; group = places[place]) {
            if (group.selection().shareName(topic)) {
                visitor.visit(group);
            }
            place = next(place);
        }
    }

    private static String topicOf(Group group) {
        String topic = group.selection().onlyTopic();
        if (topic == null) {
            throw new IllegalArgumentException("a group of several selectors");
        }
        return topic;
    }

    private int home(String topic) {
        return TopicHash.of(topic) & (places.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (places.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (places.length - 1);
    }
}
