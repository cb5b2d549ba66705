package io.longwire.bench.scenario;

import io.longwire.bench.load.Clock;
import io.longwire.bench.load.IdleStream;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.PublishConnection;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.MemorySample;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
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
     */
    public record Options(List<Integer> sizes, Topics.Shape shape, String topic, boolean publishEach, boolean warm) {
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
        }

        /** One shared topic. */
        public static Options of(Integer... sizes) {
            return new Options(List.of(sizes), Topics.Shape.SHARED, "bench/idle", false, false);
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        if (subject.pids().isEmpty()) {
            throw new BenchException("memory needs the server's PIDs");
        }
        Requests requests = subject.requests();
        ServerProcesses server = subject.processes();
        int most = options.sizes().get(options.sizes().size() - 1);
        Topics topics = new Topics(options.topic(), most, options.shape());
        try (LoadLoops loops = new LoadLoops(1)) {
            Streams<IdleStream> streams = new Streams<>(
                    loops,
                    requests,
                    topics::ofSubscriber,
                    (all, loop, remote, number) -> new IdleStream(all, loop, remote));
            if (options.warm()) {
                streams.openUpTo(most);
                streams.closeAll();
                Rest.of(server);
            }
            List<MemorySample> samples = new ArrayList<>();
            ResultBuilder result = new ResultBuilder("memory", subject.url());
            int before = 0;
            for (int size : options.sizes()) {
                streams.openUpTo(size);
                if (options.publishEach()) {
                    publish(requests, before, size);
                }
                if (!Rest.of(server)) {
                    result.note("the server was not at rest when it was measured with " + size + " streams");
                }
                samples.add(MemorySample.of(server, size));
                before = size;
            }
            MemoryFigures.report(samples, result);
            return result.setting("topics", options.shape().toString())
                    .setting("event_each", options.publishEach())
                    .setting("warm", options.warm())
                    .check(streams.lost() == 0, streams.lost() + " streams ended before the run did")
                    .build();
        }
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
