package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.netty.channel.ChannelException;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The event loops of a run. */
public final class LoadLoops implements AutoCloseable {
    private static final int ANSWER_SECONDS = 30;
    private static final int END_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group;
    private final List<LoadLoop> loops = new ArrayList<>();

    public LoadLoops(int count) {
        try {
            group = new MultiThreadIoEventLoopGroup(
                    count, new DefaultThreadFactory("load", true), EpollIoHandler.newFactory());
        } catch (IllegalStateException | ChannelException e) {
            throw new BenchException("no event loop for the load", e.getCause() == null ? e : e.getCause());
        }
        for (int index = 0; index < count; index++) {
            loops.add(new LoadLoop(index, group.next()));
        }
    }

    public LoadLoop get(int index) {
        return loops.get(index);
    }

    /** By index. */
    public List<LoadLoop> all() {
        return loops;
    }

    /** Runs the task on every loop, one after the other; what each gave. */
    public <T> List<T> ask(Function<LoadLoop, T> task) {
        List<T> answers = new ArrayList<>();
        for (LoadLoop loop : loops) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            loop.execute(() -> {
                try {
                    answer.complete(task.apply(loop));
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
            answers.add(answer(answer));
        }
        return answers;
    }

    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new BenchException("an event loop of the load has not answered for " + ANSWER_SECONDS + " s");
            }
            throw e;
        }
    }

    /** Ends the loops and with them every connection. */
    @Override
    public void close() {
        if (!group.isShuttingDown()) {
            loops.forEach(loop -> loop.execute(loop::end));
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        }
        if (!group.terminationFuture().awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchException("the event loops have not ended for " + END_SECONDS + " s");
        }
    }
}
