package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Goal;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Schedule;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.HdrHistogram.Histogram;

/** All streams drop and come back with {@code Last-Event-ID}: how long until all are level, and whether all got all. */
public final class Storm {
    private static final double SLICE_SECONDS = 0.1;

    private Storm() {}

    /**
     * The load. Events go on at the pace of {@code pace} while streams come back.
     *
     * @param missed events published while nobody is there
     * @param opening so many streams come back at once, for each loop
     * @param reset the streams drop by a reset, as if the network had gone, not by an orderly end
     * @param maxSeconds until all must be level
     */
    public record Options(Audience audience, Pace pace, int missed, int opening, boolean reset, double maxSeconds) {
        public Options {
            if (audience.shape() == Topics.Shape.OWN) {
                throw new BenchException("a storm is measured on a topic or a pattern that all share");
            }
            if (pace.perSecond() <= 0 || missed < 1 || opening < 1) {
                throw new BenchException("a storm needs a rate, an event that is missed, and a stream at once");
            }
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Audience audience = options.audience();
        Pace pace = options.pace();
        int subscribers = audience.subscribers();
        ServerProcesses server = subject.processes();
        try (Broadcast broadcast = Broadcast.open(subject, audience, pace)) {
            broadcast.publish("before the storm", pace.perSecond(), Math.max(SLICE_SECONDS, pace.warmUpSeconds()));
            long residentBefore = server.memory().rss();
            boolean peakIsOurs = server.resetPeak();
            CpuMeter cpu = new CpuMeter(server);
            if (options.reset()) {
                broadcast.onEach(subscriber -> subscriber.closeByReset());
            }
            broadcast.streams().closeAll();
            broadcast.publisher().publish(options.missed());

            long start = Clock.micros();
            List<Goal> goals = broadcast.noteReaching(broadcast.publisher().published(), start);
            CompletableFuture<Long> opened = reopen(broadcast, options);
            long end = start + (long) (options.maxSeconds() * 1e6);
            Schedule schedule = new Schedule(pace.perSecond());
            try (Progress progress = Progress.of("coming back", subscribers)) {
                while (level(goals) < subscribers && !opened.isCompletedExceptionally() && Clock.micros() < end) {
                    broadcast.publisher().paced(schedule, SLICE_SECONDS, Progress.NONE);
                    progress.stepTo(level(goals));
                }
            }
            cpu.pause();
            long openMicros = openedAt(opened) - start;
            broadcast.awaitDeliveries();
            Histogram level = new Histogram(3);
            goals.forEach(goal -> level.add(goal.micros()));
            ResultBuilder result = new ResultBuilder("storm", subject.url())
                    .setting("reset", options.reset())
                    .setting("rate", pace.perSecond())
                    .add("subscribers", subscribers, "")
                    .add("events missed by each", options.missed(), "")
                    .add("bytes of data", pace.bytes(), "")
                    .add("all open again after", openMicros / 1e6, "s")
                    .add("all level after", level.getMaxValue() / 1e6, "s")
                    .latency("level", level);
            cpu.report(result, "stream", subscribers);
            memory(result, server, residentBefore, peakIsOurs);
            result.check(
                    level(goals) == subscribers,
                    (subscribers - level(goals)) + " subscribers were not level after " + options.maxSeconds() + " s");
            broadcast.faults().report(result);
            return result.build();
        }
    }

    /** Opens them all beside the publisher; when the last was open. */
    private static CompletableFuture<Long> reopen(Broadcast broadcast, Options options) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                broadcast.streams().openUpTo(options.audience().subscribers(), options.opening());
                return Clock.micros();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted while streams came back");
            }
        });
    }

    private static long openedAt(CompletableFuture<Long> opened) {
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw new BenchException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private static long level(List<Goal> goals) {
        return goals.stream().mapToLong(Goal::reachedBy).sum();
    }

    private static void memory(ResultBuilder result, ServerProcesses server, long before, boolean peakIsOurs) {
        if (!server.isKnown()) {
            result.note("the server's memory is not measured: its PID was not given");
            return;
        }
        result.add("server RSS before", before / 1e6, "MB");
        result.add("server RSS at its peak", server.peakBytes() / 1e6, "MB");
        if (!peakIsOurs) {
            result.note("the peak of RSS is that since the server began: it could not be reset");
        }
    }
}
