package io.longwire.stream;

import io.longwire.event.GzipSum;
import io.longwire.event.GzipSumAppender;
import io.longwire.log.TopicIndex;
import java.util.Arrays;

/**
 * A group of streams with the content coding gzip, which ends with a sum over all that a stream was sent. The sums stand
 * here, beside the members, so that other streams need no room for one. What is begun counts as sent: it will be, or the
 * stream ends without order and without its sum. Its shard's loop only.
 */
final class GzipGroup extends Group {
    private static final long[] NONE = {};

    private long[] sums = NONE;

    GzipGroup(Shard shard, StreamOptions options, TopicIndex topics) {
        super(shard, options, topics);
    }

    @Override
    void add(StreamConnection connection) {
        super.add(connection);
        int size = size();
        if (size > sums.length) {
            sums = Arrays.copyOf(sums, size == 1 ? 1 : size + (size >> 1) + 1);
        }
        sums[connection.slot] = GzipSum.NONE;
    }

    @Override
    void remove(StreamConnection connection) {
        int slot = connection.slot;
        super.remove(connection);
        sums[slot] = sums[size()];
    }

    /** What the stream's end must say. */
    long sum(StreamConnection connection) {
        return sums[connection.slot];
    }

    /** The stream is sent that text next. */
    void append(StreamConnection connection, long sumOfText) {
        sums[connection.slot] = GzipSum.append(sums[connection.slot], sumOfText);
    }

    /** The stream is sent the text that was prepared. */
    void append(StreamConnection connection, GzipSumAppender text) {
        sums[connection.slot] = text.append(sums[connection.slot]);
    }
}
