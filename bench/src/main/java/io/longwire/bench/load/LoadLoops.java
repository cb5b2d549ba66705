package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The event loops of a run. */
public final class LoadLoops implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final List<LoadLoop> loops = new ArrayList<>();

    public LoadLoops(int count) {
        group = new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("load", true), EpollIoHandler.newFactory());
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
            answers.add(answer.orTimeout(30, TimeUnit.SECONDS).join());
        }
        return answers;
    }

    /** Ends the loops and with them every connection. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        if (!group.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS)) {
            throw new BenchException("the event loops do not end");
        }
    }
}
