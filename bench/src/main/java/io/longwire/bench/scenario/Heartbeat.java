package io.longwire.bench.scenario;

import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.HeldStream;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.Streams;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Idle streams held for some heartbeats: how long each was silent, and what holding them costs the server. */
public final class Heartbeat {
    private Heartbeat() {}

    /**
     * The load.
     *
     * @param intervalSeconds what the server is set to
     * @param intervals how many of them the streams are held
     * @param tolerance the longest silence that is in order, as a multiple of the interval; 0 where any is
     * @param maxCpuPercent of one core that the server may use meanwhile; 0 for no check
     */
    public record Options(
            int streams,
            double intervalSeconds,
            double intervals,
            double tolerance,
            String topic,
            int loops,
            double maxCpuPercent) {
        public Options {
            if (streams < 1 || intervalSeconds <= 0 || intervals <= tolerance || loops < 1 || maxCpuPercent < 0) {
                throw new BenchException(
                        "heartbeat needs a stream, an interval, and more intervals than the tolerance");
            }
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Requests requests = subject.requests();
        List<Histogram> silences = IntStream.range(0, options.loops())
                .mapToObj(loop -> new Histogram(3))
                .toList();
        double allowedSeconds = options.intervalSeconds() * options.tolerance();
        try (LoadLoops loops = new LoadLoops(options.loops())) {
            Streams<HeldStream> streams = new Streams<>(
                    loops,
                    requests,
                    number -> options.topic(),
                    (all, loop, remote, number) -> new HeldStream(all, loop, remote, silences.get(loop.index())));
            streams.openUpTo(options.streams());
            CpuMeter cpu = new CpuMeter(subject.processes());
            hold(options.intervals() * options.intervalSeconds(), streams);
            cpu.pause();
            Histogram silence = new Histogram(3);
            loops.ask(loop -> {
                long now = Clock.micros();
                streams.of(loop).forEach(stream -> silence.recordValue(stream.silentMicros(now)));
                silence.add(silences.get(loop.index()));
                return true;
            });
            double longest = silence.getMaxValue() / 1e6;
            ResultBuilder result = new ResultBuilder("heartbeat", subject.url())
                    .add("streams", options.streams(), "")
                    .add("interval", options.intervalSeconds(), "s")
                    .add("held", cpu.seconds(), "s")
                    .add("longest silence", longest, "s")
                    .add("longest silence of the interval", 100 * longest / options.intervalSeconds(), "%")
                    .latency("silence", silence);
            cpu.report(result);
            if (subject.processes().isKnown()) {
                double percent = 100 * cpu.serverCores();
                result.add("server CPU of one core", percent, "%");
                result.check(
                        options.maxCpuPercent() == 0 || percent <= options.maxCpuPercent(),
                        "the server used " + percent + " % of one core, more than " + options.maxCpuPercent());
            }
            return result.check(
                            options.tolerance() == 0 || longest <= allowedSeconds,
                            "a stream was silent for " + longest + " s, more than the " + allowedSeconds + " s allowed")
                    .check(streams.lost() == 0, streams.lost() + " streams ended before the run did")
                    .build();
        }
    }

    private static void hold(double seconds, Streams<?> streams) throws InterruptedException {
        long start = Clock.micros();
        try (Progress progress = Progress.of("holding", (long) Math.ceil(seconds))) {
            Await.seldom(
                    () -> {
                        progress.stepTo((Clock.micros() - start) / 1_000_000);
                        return streams.lost() > 0;
                    },
                    seconds);
        }
    }
}
