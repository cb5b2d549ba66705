package io.longwire.stream;

/**
 * Where a listing goes on: after which streams of which shard. Immutable; opaque to who lists.
 *
 * @param shard number of the shard
 */
public record StreamCursor(int shard, int group, int member) {
    /** Before all streams. */
    public static final StreamCursor START = ofShard(0);

    /** Before all streams of that shard. */
    public static StreamCursor ofShard(int number) {
        return new StreamCursor(number, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
