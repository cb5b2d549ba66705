package io.longwire.stream;

import io.longwire.embed.StreamEvent;
import io.longwire.embed.StreamListener;
import io.longwire.event.EventDecoder;
import io.longwire.event.Notices;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscription of this process was given and its listener has not yet taken: a few frames, as a socket's buffer
 * would hold. The shard's loop adds; one thread of the executor at a time takes.
 */
final class Handover implements Runnable {
    /** Like a socket, it takes something more while less than this waits. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final int ITEM_OVERHEAD = 128;
    /** Then others of the executor get their turn. */
    private static final int ITEMS_PER_RUN = 256;

    private static final Logger LOGGER = LoggerFactory.getLogger(Handover.class);

    private final Executor executor;
    private final StreamListener listener;
    private final ConcurrentLinkedQueue<Item> queue = new ConcurrentLinkedQueue<>();
    /** Items added and not yet dealt with: who raises it from 0 sees to it that they are. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong bytes = new AtomicLong();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    /** Told when there is room again, and when the listener wants no more. */
    private volatile Runnable onRoom = () -> {};

    private volatile Runnable onFailure = () -> {};
    /** Whether the listener is told nothing more but that it is closed. */
    private volatile boolean muted;
    /** Whether the listener threw, or its executor rejected. */
    private volatile boolean failed;

    private volatile String lastId;

    /** What the listener is told. */
    private sealed interface Item {
        /** An event of the log, as bytes, to be read on the executor. */
        record Frame(byte[] inner, List<String> topics, boolean endsTopic) implements Item {}

        /** One of the server's own events. */
        record Notice(byte[] inner) implements Item {}

        /** Something may be missing. */
        record Resync(String reason, String id) implements Item {}

        /** A topic has ended. */
        record End(String topic, String id) implements Item {}

        /** Nothing follows. */
        record Closed(String reason) implements Item {}
    }

    /** @param startId the position that the subscription starts from */
    Handover(Executor executor, StreamListener listener, String startId) {
        this.executor = executor;
        this.listener = listener;
        this.lastId = startId;
    }

    /** To be called before anything is added: both run on any thread. */
    void listen(Runnable room, Runnable failure) {
        onRoom = room;
        onFailure = failure;
    }

    boolean hasRoom() {
        return bytes.get() < MAX_BYTES;
    }

    void frame(byte[] inner, List<String> topics, boolean endsTopic) {
        add(new Item.Frame(inner, topics, endsTopic), inner.length);
    }

    void notice(byte[] inner) {
        add(new Item.Notice(inner), inner.length);
    }

    void resync(String reason, String id) {
        add(new Item.Resync(reason, id), 0);
    }

    void end(String topic, String id) {
        add(new Item.End(topic, id), 0);
    }

    void close(String reason) {
        add(new Item.Closed(reason), 0);
    }

    private void add(Item item, int length) {
        bytes.addAndGet(length + ITEM_OVERHEAD);
        queue.add(item);
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
    }

    private void schedule() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException gone) {
            fail();
            closed.complete(CloseReason.ERROR.wireName());
        }
    }

    @Override
    public void run() {
        int done = 0;
        while (done < ITEMS_PER_RUN) {
            Item item = queue.poll();
            if (item == null) {
                break;
            }
            tell(item);
            int length = item instanceof Item.Frame frame
                    ? frame.inner().length
                    : item instanceof Item.Notice notice ? notice.inner().length : 0;
            bytes.addAndGet(-length - ITEM_OVERHEAD);
            done++;
        }
        if (bytes.get() < MAX_BYTES / 2) {
            onRoom.run();
        }
        if (waiting.addAndGet(-done) > 0) {
            schedule();
        }
    }

    private void tell(Item item) {
        try {
            if (item instanceof Item.Closed last) {
                muted = true;
                try {
                    listener.onClosed(last.reason());
                } finally {
                    closed.complete(last.reason());
                }
            } else if (!muted) {
                tellListener(item);
            }
        } catch (Exception | Error thrown) {
            LOGGER.error("SSE listener failed, its subscription ends: {}", thrown.toString(), thrown);
            fail();
        }
    }

    private void tellListener(Item item) {
        if (item instanceof Item.Frame frame) {
            EventDecoder.Decoded event = EventDecoder.decode(frame.inner());
            if (frame.endsTopic()) {
                listener.onEnd(frame.topics().get(0), event.id());
            } else {
                listener.onEvent(
                        new StreamEvent(event.id(), event.type(), event.data(), frame.topics(), event.retryMillis()));
            }
            lastId = event.id();
        } else if (item instanceof Item.Notice notice) {
            EventDecoder.Decoded event = EventDecoder.decode(notice.inner());
            if ("resync".equals(event.type())) {
                listener.onResync(Notices.field(event.data(), "reason"), event.id());
            } else if ("end".equals(event.type())) {
                listener.onEnd(Notices.field(event.data(), "topic"), event.id());
            }
            lastId = event.id();
        } else if (item instanceof Item.Resync resync) {
            listener.onResync(resync.reason(), resync.id());
        } else if (item instanceof Item.End end) {
            listener.onEnd(end.topic(), end.id());
        }
    }

    /** The listener gets nothing more but that it is closed. */
    void mute() {
        muted = true;
    }

    private void fail() {
        failed = true;
        muted = true;
        onFailure.run();
    }

    boolean hasFailed() {
        return failed;
    }

    String lastId() {
        return lastId;
    }

    CompletableFuture<String> closed() {
        return closed;
    }
}
