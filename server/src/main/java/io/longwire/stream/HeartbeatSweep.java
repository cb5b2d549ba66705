package io.longwire.stream;

import io.longwire.event.GzipBody;
import io.longwire.event.GzipSum;
import io.longwire.event.Notices;
import io.longwire.log.Memory;
import io.longwire.stream.ShardCounters.Counter;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes round all streams of a shard in small steps, several times an interval, and keeps alive those that need it; sees
 * to stalled peers, to streams that are too old, and to those whose last id is about to become useless. Its shard's loop only.
 */
final class HeartbeatSweep {
    private static final int STEPS_PER_INTERVAL = 100;
    /** A round takes this many steps, so that no stream waits longer than 1.1 intervals. */
    private static final int STEPS_PER_ROUND = 6;

    private static final byte[] COMMENT = ":\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT_CHUNK = "2\r\n:\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT_STORED = GzipBody.stored(COMMENT);
    private static final long COMMENT_SUM = GzipSum.of(COMMENT);

    private final Shard shard;
    private final Memory comment = copy(COMMENT);
    private final Memory commentChunk = copy(COMMENT_CHUNK);
    private final Memory commentStored = copy(COMMENT_STORED);
    private @Nullable ScheduledFuture<?> schedule;
    private List<byte[]> rendered = List.of();
    private HeartbeatForm renderedForm = HeartbeatForm.COMMENT;
    private int renderedAt;
    private final StreamWalk walk;

    HeartbeatSweep(Shard shard) {
        this.shard = shard;
        this.walk = new StreamWalk(shard.subscriptions().groups());
    }

    private static Memory copy(byte[] bytes) {
        var memory = new Memory(bytes.length);
        memory.buffer().put(0, bytes);
        return memory;
    }

    void start() {
        long step = Math.max(1, shard.settings().heartbeatMillis() * 1000L / STEPS_PER_INTERVAL);
        schedule = shard.loop().scheduleAtFixedRate(this::step, step, step, TimeUnit.MICROSECONDS);
    }

    private void step() {
        shard.closeLog().tellRest(shard.seconds());
        if (shard.subscribers() == 0) {
            return;
        }
        shard.catchUps().closeStalled();
        for (int visits = shard.subscribers() / STEPS_PER_ROUND + 1; visits > 0; visits--) {
            StreamConnection next = walk.next();
            if (next == null) {
                walk.restart();
                return;
            }
            Group group = next.group;
            if (group != null) {
                visit(group, next);
            }
        }
    }

    private void visit(Group group, StreamConnection connection) {
        int now = shard.now();
        int interval = shard.settings().heartbeatMillis();
        // What is older than an interval is only that, lest the clock wraps around while nobody writes.
        if (now - connection.lastOwnWrite > interval) {
            connection.lastOwnWrite = now - interval;
        }
        if (now - group.lastWrite > interval) {
            group.lastWrite = now - interval;
        }
        if (isTooOld(connection)) {
            shard.finish(connection, CloseReason.MAX_AGE);
        }
        if (connection.closed || connection.catchUp != null) {
            return;
        }
        if (group.heartbeat() == HeartbeatForm.COMMENT) {
            if (now - connection.lastOwnWrite >= interval && now - group.lastWrite >= interval) {
                connection.lastOwnWrite = now;
                sendComment(group, connection);
            }
        } else if (now - connection.lastOwnWrite >= interval) {
            connection.lastOwnWrite = now;
            sendWithPosition(group, connection, heartbeats(group.heartbeat(), now));
            shard.counters().add(Counter.HEARTBEATS, 1);
        }
        if (!connection.closed && connection.catchUp == null && dependsOnForgotten(group, connection.position)) {
            sendPosition(group, connection);
        }
    }

    /** Streams that were opened together do not end together: each may be up to a tenth older, by its number. */
    private boolean isTooOld(StreamConnection connection) {
        int max = shard.settings().maxAgeSeconds();
        if (max == 0 || connection.isEnding()) {
            return false;
        }
        long spread = (Integer.toUnsignedLong(connection.number * 0x9E3779B9) * (max / 10 + 1)) >>> 32;
        return shard.seconds() - connection.opened >= max + spread;
    }

    /** Rendered once for all streams of that form that are visited in the same millisecond. */
    private List<byte[]> heartbeats(HeartbeatForm form, int now) {
        if (form != renderedForm || now != renderedAt) {
            rendered = form.events(shard.settings().clock().instant());
            renderedForm = form;
            renderedAt = now;
        }
        return rendered;
    }

    private void sendComment(Group group, StreamConnection connection) {
        Memory memory = switch (group.form()) {
            case CHUNKED, ENVELOPE -> commentChunk;
            case PLAIN -> comment;
            case GZIP, GZIP_APART -> commentStored;
        };
        try {
            int taken = connection.write(memory, 0, memory.capacity());
            connection.endsWithFrame = false;
            if (group instanceof GzipGroup gzip) {
                gzip.append(connection, COMMENT_SUM);
            }
            shard.counters().add(Counter.HEARTBEATS, 1);
            shard.counters().add(Counter.BYTES, taken);
            connection.bytes += taken;
            if (taken < memory.capacity()) {
                var rest = new byte[memory.capacity() - taken];
                memory.buffer().get(taken, rest);
                shard.catchUps().send(connection, rest);
            }
        } catch (IOException e) {
            shard.counters().add(Counter.HEARTBEAT_FAILURES, 1);
            shard.close(connection, CloseReason.of(e));
        }
    }

    /** Sends events of the server's own, each with the newest id up to which the stream has everything. */
    private void sendWithPosition(Group group, StreamConnection connection, List<byte[]> events) {
        if (group.pendingFrom == 0) {
            connection.position = Math.max(connection.position, shard.view().headId());
        }
        shard.catchUps().send(connection, frames(events, group, connection));
    }

    private byte[] frames(List<byte[]> events, Group group, StreamConnection connection) {
        if (events.size() == 1) {
            return shard.render(connection, group, events.get(0), connection.position);
        }
        var block = new ByteArrayOutputStream(512);
        for (byte[] event : events) {
            block.writeBytes(shard.render(connection, group, event, connection.position));
        }
        return block.toByteArray();
    }

    private void sendPosition(Group group, StreamConnection connection) {
        sendWithPosition(group, connection, List.of(Notices.position()));
        shard.counters().add(Counter.POSITIONS, 1);
    }

    /** Whether the stream's last id is older than what can be told of topics that the log may have forgotten. */
    private boolean dependsOnForgotten(Group group, long position) {
        if (group.pendingFrom != 0 || position >= shard.log().topics().forgottenWatermark()) {
            return false;
        }
        if (!group.selection().patterns().isEmpty()) {
            return true;
        }
        for (String topic : group.selection().topics()) {
            if (shard.log().topics().get(topic) == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Events up to {@code goneOrGoing} are dropped or soon will be: a stream that can be resumed only while one of them is
     * held gets a newer id.
     */
    void sendPositions(long goneOrGoing) {
        List<Group> groups = shard.subscriptions().groups();
        for (int i = groups.size() - 1; i >= 0; i--) {
            Group group = groups.get(i);
            if (group.fragile == 0 || group.fragile > goneOrGoing || group.pendingFrom != 0) {
                continue;
            }
            group.fragile = 0;
            for (int member = group.size() - 1; member >= 0; member--) {
                StreamConnection connection = group.member(member);
                if (connection.catchUp == null && connection.position <= goneOrGoing) {
                    sendPosition(group, connection);
                }
            }
        }
    }

    void free() {
        if (schedule != null) {
            schedule.cancel(false);
        }
        comment.free();
        commentChunk.free();
        commentStored.free();
    }
}
