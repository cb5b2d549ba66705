package io.longwire.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk over all streams of a shard that may pause, while streams come and go: from the last group to the first, in
 * each from the last member to the first. Who leaves has its place taken by the last, which the walk has met already; so
 * it misses nobody, and meets some twice. Its shard's loop only.
 */
final class StreamWalk {
    private final List<Group> groups;
    private int group;
    private int member;

    StreamWalk(List<Group> groups) {
        this.groups = groups;
        restart();
    }

    /** Goes on where a listing paused. */
    StreamWalk(List<Group> groups, StreamCursor cursor) {
        this.groups = groups;
        this.group = cursor.group();
        this.member = cursor.member();
    }

    void restart() {
        group = Integer.MAX_VALUE;
        member = Integer.MAX_VALUE;
    }

    /** The next stream; null at the end of the round. */
    @Nullable
    StreamConnection next() {
        while (true) {
            if (group >= groups.size()) {
                group = groups.size() - 1;
                member = Integer.MAX_VALUE;
            }
            if (group < 0) {
                return null;
            }
            Group current = groups.get(group);
            member = Math.min(member, current.size() - 1);
            if (member >= 0) {
                return current.member(member--);
            }
            group--;
            member = Integer.MAX_VALUE;
        }
    }

    StreamCursor cursor(int shard) {
        return new StreamCursor(shard, group, member);
    }
}
