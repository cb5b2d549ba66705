package io.longwire.bench.scenario;

import io.longwire.bench.load.Acknowledgements;
import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.IdleStream;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.PublishLoad;
import io.longwire.bench.load.Streams;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** How many events the server acknowledges per second, each connection sending its next one when the last is answered. */
public final class Publish {
    private Publish() {}

    /**
     * The load.
     *
     * @param batch events in a request, as lines of NDJSON; 0 for requests with one event
     * @param subscribers streams that are sent all of it meanwhile and drop it unread by the bench
     * @param loops event loops of the connections
     */
    public record Options(
            int connections,
            int bytes,
            int batch,
            int subscribers,
            String topic,
            double warmUpSeconds,
            double seconds,
            int loops) {
        /** Single events of 100 bytes, nobody subscribed. */
        public static Options of(int connections, double warmUpSeconds, double seconds) {
            return new Options(connections, 100, 0, 0, "bench/publish", warmUpSeconds, seconds, 1);
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Requests requests = subject.requests();
        byte[] request = request(requests, options);
        List<Acknowledgements> answers =
                Stream.generate(Acknowledgements::new).limit(options.loops()).toList();
        try (LoadLoops loops = new LoadLoops(options.loops())) {
            Streams<IdleStream> streams = new Streams<>(
                    loops,
                    requests,
                    number -> options.topic(),
                    (all, loop, remote, number) -> new IdleStream(all, loop, remote));
            streams.openUpTo(options.subscribers());
            for (int i = 0; i < options.connections(); i++) {
                int loop = i % options.loops();
                PublishLoad.start(loops.get(loop), requests.publishAddress(), request, answers.get(loop));
            }
            run("warming up", options.warmUpSeconds(), answers);
            loops.ask(loop -> answers.get(loop.index()).endPhase());
            long before = acknowledged(answers);
            CpuMeter cpu = new CpuMeter(subject.processes());
            run("measuring", options.seconds(), answers);
            cpu.pause();
            long events = (acknowledged(answers) - before) * Math.max(1, options.batch());
            Histogram latency = new Histogram(3);
            loops.ask(loop -> answers.get(loop.index()).endPhase()).forEach(latency::add);
            ResultBuilder result = new ResultBuilder(
                            "publish", subject.publishing().endpoint().toString())
                    .add("connections", options.connections(), "")
                    .add("events in a request", Math.max(1, options.batch()), "")
                    .add("bytes of data", options.bytes(), "")
                    .add("subscribers", options.subscribers(), "")
                    .add("events acknowledged", events, "")
                    .add("events acknowledged", events / cpu.seconds(), "/s")
                    .latency("answer", latency);
            cpu.report(result, "event", events);
            return result.check(events > 0, "nothing was acknowledged")
                    .check(streams.lost() == 0, streams.lost() + " streams ended before the run did")
                    .build();
        }
    }

    private static byte[] request(Requests requests, Options options) {
        long now = Clock.micros();
        if (options.batch() == 0) {
            return requests.publish(options.topic(), 1, now, options.bytes());
        }
        return requests.publishBatch(
                options.topic(),
                options.batch(),
                (out, number) -> requests.event(out, options.topic(), number + 1, now, options.bytes()));
    }

    /** Lets the load go on for the time, unless it fails before. */
    private static void run(String name, double seconds, List<Acknowledgements> answers) throws InterruptedException {
        long start = Clock.micros();
        try (Progress progress = Progress.of(name, (long) Math.ceil(seconds))) {
            Await.until(
                    () -> {
                        progress.stepTo((Clock.micros() - start) / 1_000_000);
                        return answers.stream().anyMatch(answer -> answer.failure() != null);
                    },
                    seconds);
        }
        answers.stream()
                .map(Acknowledgements::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(why -> {
                    throw new BenchException("publishing failed: " + why);
                });
    }

    private static long acknowledged(List<Acknowledgements> answers) {
        return answers.stream().mapToLong(Acknowledgements::requests).sum();
    }
}
