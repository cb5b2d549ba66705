package io.longwire.bench.scenario;

import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.IdleLoad;
import io.longwire.bench.load.IdleProcesses;
import io.longwire.bench.load.IdleStreams;
import io.longwire.bench.load.PublishConnection;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.DirectMemory;
import io.longwire.bench.subject.MemoryProbe;
import io.longwire.bench.subject.MemorySample;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Bytes of the server per idle stream, as the slope over several numbers of them. */
public final class Memory {
    private static final int EVENT_BYTES = 100;

    private Memory() {}

    /**
     * What is opened.
     *
     * @param sizes numbers of streams, ascending; at least two
     * @param publishEach one event is published to each subscriber's own topic
     * @param warm all streams are opened once before and closed again
     * @param processes that hold the streams; 1 is this one alone
     * @param idleSeconds for which the server's CPU is measured at the end, with all streams idle; 0 for not at all
     * @param metrics pages of the server's metrics, for its direct memory; none where the JVM is asked
     */
    public record Options(
            List<Integer> sizes,
            Topics.Shape shape,
            String topic,
            boolean publishEach,
            boolean warm,
            int processes,
            double idleSeconds,
            List<URI> metrics) {
        public Options {
            boolean ascending = sizes.size() > 1;
            for (int i = 1; i < sizes.size(); i++) {
                ascending &= sizes.get(i - 1) < sizes.get(i);
            }
            if (!ascending || sizes.get(0) < 0) {
                throw new BenchException("two or more ascending numbers of streams are needed, not " + sizes);
            }
            if (publishEach && shape != Topics.Shape.OWN) {
                throw new BenchException("an event for each needs a topic for each");
            }
            if (processes < 1 || idleSeconds < 0) {
                throw new BenchException("a process at least is needed, and no time below 0");
            }
        }

        /** Streams of this process, with no more measured than their memory. */
        public Options(List<Integer> sizes, Topics.Shape shape, String topic, boolean publishEach, boolean warm) {
            this(sizes, shape, topic, publishEach, warm, 1, 0, List.of());
        }

        /** One shared topic. */
        public static Options of(Integer... sizes) {
            return new Options(List.of(sizes), Topics.Shape.SHARED, "bench/idle", false, false);
        }

        int most() {
            return sizes.get(sizes.size() - 1);
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        if (subject.pids().isEmpty()) {
            throw new BenchException("memory needs the server's PIDs");
        }
        if (options.publishEach() && subject.streams().size() > 1) {
            throw new BenchException("an event for each is published to one server, and there are several URLs");
        }
        ServerProcesses server = subject.processes();
        try (IdleLoad load = open(subject, options)) {
            if (options.warm()) {
                load.openUpTo(options.most());
                load.closeAll();
                Rest.of(server);
            }
            MemoryProbe probe = new MemoryProbe(
                    server, new DirectMemory(subject.pids(), options.metrics()), new ServerProcesses(load.pids()));
            List<MemorySample> samples = new ArrayList<>();
            ResultBuilder result = new ResultBuilder("memory", subject.url());
            int before = 0;
            for (int size : options.sizes()) {
                load.openUpTo(size);
                if (options.publishEach()) {
                    publish(subject.requests(), before, size);
                }
                if (!Rest.of(server)) {
                    result.note("the server was not at rest when it was measured with " + size + " streams");
                }
                samples.add(probe.sample(size));
                before = size;
            }
            MemoryFigures.report(samples, result);
            if (options.idleSeconds() > 0) {
                idle(server, options.idleSeconds(), result);
            }
            int lost = load.lost();
            return result.setting("topics", options.shape().toString())
                    .setting("event_each", options.publishEach())
                    .setting("warm", options.warm())
                    .setting("server_processes", subject.pids().size())
                    .setting("load_processes", options.processes())
                    .check(lost == 0, lost + " streams ended before the run did")
                    .build();
        }
    }

    private static IdleLoad open(Subject subject, Options options) {
        if (options.processes() == 1) {
            return new IdleStreams(subject.requests(), new Topics(options.topic(), options.most(), options.shape()));
        }
        List<String> arguments = new ArrayList<>(List.of("--url", subject.url()));
        subject.headers().forEach(header -> arguments.addAll(List.of("--header", header)));
        arguments.addAll(
                List.of("--topic", options.topic(), "--topics", options.shape().name()));
        return new IdleProcesses(options.processes(), arguments);
    }

    /** What holding all of them costs, heartbeats and all. */
    private static void idle(ServerProcesses server, double seconds, ResultBuilder result) throws InterruptedException {
        Rest.of(server);
        CpuMeter cpu = new CpuMeter(server);
        long start = Clock.micros();
        try (Progress progress = Progress.of("holding", (long) Math.ceil(seconds))) {
            Await.seldom(
                    () -> {
                        progress.stepTo((Clock.micros() - start) / 1_000_000);
                        return false;
                    },
                    seconds);
        }
        cpu.pause();
        result.add("held idle", cpu.seconds(), "s");
        result.add("server CPU while idle, of one core", 100 * cpu.serverCores(), "%");
    }

    private static void publish(Requests requests, int fromTopic, int toTopic) {
        try (PublishConnection connection = new PublishConnection(requests.publishAddress());
                Progress progress = Progress.of("publishing", toTopic - fromTopic)) {
            for (int number = fromTopic; number < toTopic; number++) {
                connection.publish(requests.publish(Topics.ownOf(number), 1, Clock.micros(), EVENT_BYTES));
                progress.stepTo(number - fromTopic);
            }
        }
    }
}
