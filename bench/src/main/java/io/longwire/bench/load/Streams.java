package io.longwire.bench.load;

import io.longwire.bench.BenchException;
import io.longwire.bench.Progress;
import io.longwire.bench.subject.Requests;
import io.netty.channel.ChannelException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The streams of a run, opened a few at a time so that the server's accept queue never overflows. */
public final class Streams<S extends StreamConnection> {
    private static final int OPENING_AT_ONCE = 64;
    private static final long STALL_MICROS = 15_000_000;

    /** Makes the stream of the given number. */
    public interface Maker<S extends StreamConnection> {
        S make(Streams<S> streams, LoadLoop loop, InetSocketAddress remote, int number);
    }

    private final LoadLoops loops;
    private final Requests requests;
    private final IntFunction<String> topics;
    private final Maker<S> maker;

    private final List<S> all = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile int wanted;

    /** Streams by number, each with the topic that {@code topics} gives for it. */
    public Streams(LoadLoops loops, Requests requests, IntFunction<String> topics, Maker<S> maker) {
        this.loops = loops;
        this.requests = requests;
        this.topics = topics;
        this.maker = maker;
    }

    /** Returns when {@code count} streams in all have got the head of their answer. */
    public void openUpTo(int count) throws InterruptedException {
        wanted = count;
        for (LoadLoop loop : loops.all()) {
            loop.execute(() -> {
                for (int i = 0; i < OPENING_AT_ONCE; i++) {
                    openNext(loop);
                }
            });
        }
        try (Progress progress = Progress.of("opening streams", count)) {
            awaitOpen(count, progress);
        }
    }

    private void awaitOpen(int count, Progress progress) throws InterruptedException {
        int before = opened.get();
        long lastProgress = Clock.micros();
        while (opened.get() < count) {
            Thread.sleep(20);
            String why = failure.get();
            if (why != null) {
                throw new BenchException(why);
            }
            int now = opened.get();
            if (now > before) {
                before = now;
                lastProgress = Clock.micros();
                progress.stepTo(now);
            } else if (Clock.micros() - lastProgress > STALL_MICROS) {
                throw new BenchException(
                        "only " + now + " of " + count + " streams are open, and none was added for 15 s");
            }
        }
    }

    private void openNext(LoadLoop loop) {
        int number = started.getAndUpdate(next -> Math.min(next + 1, wanted));
        if (number >= wanted) {
            return;
        }
        InetSocketAddress remote = requests.streamAddress();
        S stream;
        try {
            stream = maker.make(this, loop, remote, number);
        } catch (ChannelException e) {
            ended(false, "no socket, " + e.getMessage());
            return;
        }
        all.add(stream);
        stream.open(SourceAddresses.of(number, remote), remote, requests.subscribe(topics.apply(number)));
    }

    void opened(LoadLoop loop) {
        opened.incrementAndGet();
        openNext(loop);
    }

    void ended(boolean wasOpen, String why) {
        if (wasOpen) {
            lost.incrementAndGet();
        } else {
            failure.compareAndSet(null, "a stream was not opened: " + why);
        }
    }

    /** Streams that ended after they were open. */
    public int lost() {
        return lost.get();
    }

    /** The loop's own streams; for its thread. */
    public List<S> of(LoadLoop loop) {
        synchronized (all) {
            return all.stream().filter(stream -> stream.loop() == loop).toList();
        }
    }

    /** Closes every stream; others can be opened then. */
    public void closeAll() {
        loops.ask(loop -> {
            of(loop).forEach(StreamConnection::close);
            return true;
        });
        all.clear();
        started.set(0);
        opened.set(0);
    }
}
