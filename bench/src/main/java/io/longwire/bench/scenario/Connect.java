package io.longwire.bench.scenario;

import io.longwire.bench.load.Clock;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.OpeningStream;
import io.longwire.bench.load.Streams;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How many streams a server takes per second, from the connect to the first byte that the stream carries. */
public final class Connect {
    private Connect() {}

    /**
     * The load.
     *
     * @param streams opened in each round, and closed after it
     * @param opening so many are under way at once
     * @param warmUpRounds rounds before, not measured
     */
    public record Options(int streams, int opening, int warmUpRounds, int rounds, String topic) {
        public Options {
            if (streams < 1 || opening < 1 || warmUpRounds < 0 || rounds < 1) {
                throw new BenchException("at least one stream in one round is needed");
            }
        }

        /** 64 at once, in five rounds after two. */
        public static Options of(int streams) {
            return new Options(streams, Streams.OPENING_AT_ONCE, 2, 5, "bench/connect");
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Requests requests = subject.requests();
        List<Histogram> latencies = new ArrayList<>(List.of(new Histogram(3)));
        ServerProcesses server = subject.processes();
        try (LoadLoops loops = new LoadLoops(1)) {
            Streams<OpeningStream> streams = new Streams<>(
                    loops,
                    requests,
                    number -> options.topic(),
                    (all, loop, remote, number) -> new OpeningStream(all, loop, remote, latencies.get(loop.index())));
            long openMicros = 0;
            CpuMeter cpu = new CpuMeter(server);
            cpu.pause();
            for (int round = -options.warmUpRounds(); round < options.rounds(); round++) {
                if (round == 0) {
                    loops.ask(loop -> latencies.set(loop.index(), new Histogram(3)));
                }
                long start = Clock.micros();
                if (round >= 0) {
                    cpu.goOn();
                }
                streams.openUpTo(options.streams(), options.opening());
                if (round >= 0) {
                    cpu.pause();
                    openMicros += Clock.micros() - start;
                }
                streams.closeAll();
                // What a server does about the closed ones is not part of the next round.
                if (server.isKnown()) {
                    Rest.of(server);
                }
            }
            long opened = (long) options.streams() * options.rounds();
            ResultBuilder result = new ResultBuilder("connect", subject.url())
                    .setting("rounds", options.rounds())
                    .add("streams in a round", options.streams(), "")
                    .add("opening at once", options.opening(), "")
                    .add("streams opened", opened, "")
                    .add("streams opened", opened * 1e6 / openMicros, "/s")
                    .latency("first byte", latencies.get(0));
            cpu.report(result, "stream", opened);
            return result.check(streams.lost() == 0, streams.lost() + " streams ended before the run did")
                    .build();
        }
    }
}
