package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import io.longwire.embed.StreamListener;
import io.longwire.embed.Subscription;
import io.longwire.log.Memory;
import io.longwire.log.Page;
import io.longwire.log.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A stream to a listener in this process, in a socket's place: to its shard it is a stream like any other, which takes
 * whole frames as long as the listener keeps up, and falls back to its position in the log when it does not. Frames come
 * unchunked. Its shard's loop only, but for {@link #subscription()}.
 */
public final class ListenerConnection extends StreamConnection {
    private final Shard shard;
    private final Handover handover;
    private final ByteArrayOutputStream own = new ByteArrayOutputStream(0);
    private String reason = CloseReason.DRAIN.wireName();
    private volatile boolean awaitsRoom;

    /**
     * @param number the stream's
     * @param startId the position that it starts from, on the wire
     * @param place among the subscriptions of this process
     */
    public ListenerConnection(
            Shard shard, int number, Executor executor, StreamListener listener, String startId, AddressSlot place) {
        super(0, number, place);
        this.shard = shard;
        this.handover = new Handover(executor, listener, startId);
        handover.listen(
                () -> {
                    if (awaitsRoom) {
                        onLoop(this::tellWritable);
                    }
                },
                () -> onLoop(() -> shard.close(this, CloseReason.ERROR)));
    }

    /** Tells the listener what a client would read at the start of its stream. Before the shard has the connection. */
    public void tellResync(String why, String id) {
        handover.resync(why, id);
    }

    /** As {@link #tellResync}. */
    public void tellEnd(String topic, String id) {
        handover.end(topic, id);
    }

    /** Nothing can follow: the shard never gets the connection. */
    public void tellEnded() {
        handover.close(CloseReason.ENDED.wireName());
    }

    private void onLoop(Runnable task) {
        try {
            shard.loop().execute(task);
        } catch (RejectedExecutionException stopped) {
            // The server has stopped, and the listener was told.
        }
    }

    @Override
    void open(Shard joined) throws IOException {
        // It may have done so on what it was told at first, when the shard had nothing to close yet.
        if (handover.hasFailed()) {
            throw new IOException("the listener failed");
        }
    }

    @Override
    int write(Memory memory, int from, int to) {
        // The server's own events, which are few; they are complete at their blank line. Comments say nothing here.
        var bytes = new byte[to - from];
        memory.buffer().get(from, bytes);
        own.writeBytes(bytes);
        byte[] all = own.toByteArray();
        boolean complete = all.length > 1 && all[all.length - 1] == '\n' && all[all.length - 2] == '\n';
        if (complete) {
            handover.notice(all);
        }
        if (complete || all[0] == ':') {
            own.reset();
        }
        return bytes.length;
    }

    @Override
    long write(Runs runs) {
        Page page = runs.page();
        long taken = 0;
        for (int frame = 0; frame < page.count() && handover.hasRoom(); frame++) {
            // Unchunked, each frame is a run of its own.
            var inner = new byte[runs.to(frame) - runs.from(frame)];
            runs.memory(frame).buffer().get(runs.from(frame), inner);
            Segment segment = page.segment(frame);
            handover.frame(inner, topics(segment, page.row(frame)), segment.endsTopic(page.row(frame)));
            taken += inner.length;
        }
        return taken;
    }

    private static List<String> topics(Segment segment, int row) {
        int count = segment.topicCount(row);
        if (count == 1) {
            return List.of(segment.topic(row, 0).name());
        }
        var names = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            names.add(segment.topic(row, i).name());
        }
        return List.copyOf(names);
    }

    @Override
    void awaitWritable(boolean wanted) {
        awaitsRoom = wanted;
        if (wanted && handover.hasRoom()) {
            onLoop(this::tellWritable); // it was made between the write and now
        }
    }

    private void tellWritable() {
        Group joined = group;
        if (joined != null && awaitsRoom && !closed && handover.hasRoom()) {
            joined.shard.writable(this);
        }
    }

    @Override
    void shut(Shard from, CloseReason why) {
        reason = (handover.hasFailed() ? CloseReason.ERROR : why).wireName();
        handover.close(reason);
        address().release();
    }

    /** There is no descriptor: number 0 is not ours. Called for a connection that its shard did not take. */
    @Override
    public void close() {
        handover.close(reason);
    }

    /** For the embedder. */
    public Subscription subscription() {
        return new Subscription() {
            @Override
            public String lastId() {
                return handover.lastId();
            }

            @Override
            public CompletableFuture<String> closed() {
                return handover.closed().copy();
            }

            @Override
            public void close() {
                handover.mute();
                onLoop(() -> shard.close(ListenerConnection.this, CloseReason.CLIENT_CLOSED));
            }
        };
    }
}
