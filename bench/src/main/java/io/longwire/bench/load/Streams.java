package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.subject.Requests;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The streams of a run, opened a few at a time so that the server's accept queue never overflows. */
public final class Streams<S extends StreamConnection> {
    /** For each loop. */
    public static final int OPENING_AT_ONCE = 64;

    private static final int STALL_SECONDS = 15;

    /** Makes the stream of the given number. */
    public interface Maker<S extends StreamConnection> {
        S make(Streams<S> streams, LoadLoop loop, InetSocketAddress remote, int number);
    }

    private final LoadLoops loops;
    private final IntFunction<InetSocketAddress> remotes;
    private final IntFunction<byte[]> requests;
    private final Maker<S> maker;

    private final Map<Integer, S> all = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile int wanted;

    /** Streams by number, each with the server and the request that is given for it; asked for on the loops. */
    public Streams(
            LoadLoops loops, IntFunction<InetSocketAddress> remotes, IntFunction<byte[]> requests, Maker<S> maker) {
        this.loops = loops;
        this.remotes = remotes;
        this.requests = requests;
        this.maker = maker;
    }

    /** Streams of one topic each. */
    public Streams(LoadLoops loops, Requests requests, IntFunction<String> topics, Maker<S> maker) {
        this(loops, requests::streamAddress, number -> requests.subscribe(number, topics.apply(number)), maker);
    }

    public void openUpTo(int count) throws InterruptedException {
        openUpTo(count, OPENING_AT_ONCE);
    }

    /** Returns when {@code count} streams in all are open; so many at once are opened for each loop. */
    public void openUpTo(int count, int atOnce) throws InterruptedException {
        wanted = count;
        for (LoadLoop loop : loops.all()) {
            loop.execute(() -> {
                for (int i = 0; i < atOnce; i++) {
                    openNext(loop);
                }
            });
        }
        awaitOpen("opening streams");
    }

    /** Returns when every stream that was asked for is open. */
    public void awaitOpen(String task) throws InterruptedException {
        int count = wanted;
        boolean complete;
        try (Progress progress = Progress.of(task, count)) {
            complete = Await.growth(
                    () -> {
                        progress.stepTo(opened.get());
                        return failure.get() == null ? opened.get() : count;
                    },
                    count,
                    STALL_SECONDS);
        }
        String why = failure.get();
        if (why != null) {
            throw new BenchException(why);
        }
        if (!complete) {
            throw new BenchException("only " + opened.get() + " of " + count
                    + " streams are open, and none was added for " + STALL_SECONDS + " s: " + waiting());
        }
    }

    /** What those that are under way wait for. */
    private String waiting() {
        List<StreamConnection> waiting = new ArrayList<>();
        loops.ask(loop -> waiting.addAll(
                of(loop).stream().filter(stream -> !stream.isOpen()).toList()));
        long connected = waiting.stream().filter(Connection::isConnected).count();
        return (waiting.size() - connected) + " are not connected, " + connected + " not answered";
    }

    private void openNext(LoadLoop loop) {
        int number = started.getAndUpdate(next -> Math.min(next + 1, wanted));
        if (number < wanted && !loop.isToEnd()) {
            open(number, loop);
        }
    }

    private void open(int number, LoadLoop loop) {
        InetSocketAddress remote = remotes.apply(number);
        byte[] request = requests.apply(number);
        S stream;
        try {
            stream = maker.make(this, loop, remote, number);
        } catch (BenchException e) {
            ended(false, String.valueOf(e.getMessage()));
            return;
        }
        all.put(number, stream);
        stream.open(SourceAddresses.of(number, remote), request);
    }

    /** Closes the stream of that number and opens it again, on the same loop; any thread, without waiting. */
    public void reopen(int number) {
        S stream = all.get(number);
        if (stream == null) {
            throw new IllegalArgumentException("no stream " + number);
        }
        LoadLoop loop = stream.loop();
        loop.execute(() -> {
            S current = all.get(number);
            if (current != null) {
                current.close();
                opened.decrementAndGet();
                open(number, loop);
            }
        });
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
        return all.values().stream().filter(stream -> stream.loop() == loop).toList();
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
