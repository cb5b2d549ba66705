package io.longwire;

import io.longwire.admission.AddressSlot;
import io.longwire.admission.ConnectionLimits;
import io.longwire.embed.StreamListener;
import io.longwire.embed.Subscription;
import io.longwire.event.Event;
import io.longwire.event.EventId;
import io.longwire.event.FrameAssembler;
import io.longwire.event.Selection;
import io.longwire.event.WireForm;
import io.longwire.log.Append;
import io.longwire.log.EncodedEvent;
import io.longwire.log.EventLog;
import io.longwire.log.IdempotencyKey;
import io.longwire.log.Sequencer;
import io.longwire.log.StartJudge;
import io.longwire.log.StartPosition;
import io.longwire.log.StartRequest;
import io.longwire.stream.ConnectionIds;
import io.longwire.stream.HeartbeatForm;
import io.longwire.stream.ListenerConnection;
import io.longwire.stream.Shard;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamOptions;
import io.longwire.stream.StreamPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The process's one entry for publishing and subscribing, for HTTP handlers and embedders alike. Any thread. */
public final class Hub {
    private static final int MAX_PAGE = 1000;

    private final EventLog log;
    private final Sequencer sequencer;
    private final List<Shard> shards;
    private final StartJudge judge;
    private final ConnectionIds connectionIds;
    private final ConnectionLimits subscriptions = new ConnectionLimits(Integer.MAX_VALUE, 0);

    Hub(EventLog log, Sequencer sequencer, List<Shard> shards, ConnectionIds connectionIds) {
        this.log = log;
        this.sequencer = sequencer;
        this.shards = List.copyOf(shards);
        this.connectionIds = connectionIds;
        this.judge = new StartJudge(log);
    }

    /**
     * Publishes all events or none, as neighbours in the log. The future gives their ids once they can be read, or fails
     * with an {@link io.longwire.log.AppendException}; it completes on an event loop, which must not be held up. Throws
     * that exception itself, with the reason OVERLOADED, when the queue is full.
     */
    public CompletableFuture<long[]> publish(List<Event> batch, @Nullable IdempotencyKey key) {
        var encoded = new ArrayList<EncodedEvent>(batch.size());
        for (Event event : batch) {
            encoded.add(EncodedEvent.of(event));
        }
        var append = new Append(encoded, key);
        sequencer.offer(append);
        return append.ids();
    }

    /**
     * Lets code of this process read, on no socket: what matches is handed to {@code listener} on {@code executor}, from
     * {@code request} on.
     */
    public Subscription subscribe(
            Selection selection, StartRequest request, Executor executor, StreamListener listener) {
        StartPosition start = judge(request, selection);
        Shard shard = shardForNewStream();
        AddressSlot place = (AddressSlot) subscriptions.admit(null);
        var connection = new ListenerConnection(
                shard, connectionIds.next(), executor, listener, render(start.position()), place);
        if (start.resync() != null) {
            connection.tellResync(start.resync().wireName(), render(start.position()));
        }
        for (StartPosition.Ended ended : start.ended()) {
            connection.tellEnd(ended.topic(), render(ended.id()));
        }
        if (start.isOver()) {
            place.release();
            connection.tellEnded();
            return connection.subscription();
        }
        var options = new StreamOptions(selection, WireForm.PLAIN, HeartbeatForm.COMMENT);
        try {
            shard.loop().execute(() -> shard.add(connection, options, start.position()));
        } catch (RejectedExecutionException stopped) {
            place.release();
            throw stopped;
        }
        return connection.subscription();
    }

    /** Open subscriptions of this process, which are not among the connections. */
    public int subscriptions() {
        return subscriptions.active();
    }

    /** The id that streams see: the publisher's own where it gave one. */
    public String shownId(Event event, long id) {
        return event.id() != null && event.data() != null ? event.id() : render(id);
    }

    /** Where a stream with this selection starts. */
    public StartPosition judge(StartRequest request, Selection selection) {
        return judge.judge(request, selection);
    }

    /** The shard with the fewest streams. */
    public Shard shardForNewStream() {
        Shard fewest = shards.get(0);
        for (Shard shard : shards) {
            if (shard.subscribers() < fewest.subscribers()) {
                fewest = shard;
            }
        }
        return fewest;
    }

    /** Streams open now. */
    public int openStreams() {
        int open = 0;
        for (Shard shard : shards) {
            open += shard.subscribers();
        }
        return open;
    }

    /** Numbers of new streams, and their names. */
    public ConnectionIds connectionIds() {
        return connectionIds;
    }

    /**
     * Lists open streams, shard after shard, from {@link StreamCursor#START} on. The future completes on an event loop,
     * which must not be held up; it fails when the server has stopped.
     *
     * @param limit streams in one page, 1 to 1000; a page is work that holds up its shard
     */
    public CompletableFuture<StreamPage> streams(StreamCursor from, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " streams, not " + limit);
        }
        Shard shard = shards.get(from.shard());
        try {
            return CompletableFuture.supplyAsync(() -> shard.list(from, limit), shard.loop())
                    .thenApply(page -> page.next() == null && from.shard() + 1 < shards.size()
                            ? new StreamPage(page.streams(), StreamCursor.ofShard(from.shard() + 1))
                            : page);
        } catch (RejectedExecutionException stopped) {
            return CompletableFuture.failedFuture(stopped);
        }
    }

    public List<Shard> shards() {
        return shards;
    }

    public EventLog log() {
        return log;
    }

    /** The id as it goes on the wire. */
    public String render(long id) {
        return EventId.render(id, log.tag());
    }

    /** For frames of the server's own; one per thread. */
    public FrameAssembler newAssembler() {
        return new FrameAssembler(log.tag());
    }
}
