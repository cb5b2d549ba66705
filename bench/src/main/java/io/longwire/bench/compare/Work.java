package io.longwire.bench.compare;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.scenario.Connect;
import io.longwire.bench.scenario.Fanout;
import io.longwire.bench.scenario.Heartbeat;
import io.longwire.bench.scenario.Memory;
import io.longwire.bench.scenario.Publish;
import io.longwire.bench.scenario.Slow;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.Objects;

/** What a peer is given to do in one run of a row. */
interface Work {
    int BYTES = 100;

    Result run(Assignment given) throws InterruptedException;

    /** How long a run is. */
    record Timing(double warmUpSeconds, double seconds) {}

    /**
     * One run for one peer.
     *
     * @param topic that no other run uses
     */
    record Assignment(Peer peer, Subject subject, String topic, Timing timing) {
        Pace pace(double perSecond, int bytes, int batch, int inFlight) {
            return new Pace(perSecond, timing.warmUpSeconds(), timing.seconds(), bytes, batch, inFlight);
        }

        Audience audience(int subscribers, Topics.Shape shape) {
            return new Audience(subscribers, shape, topic, 1);
        }
    }

    /** Events of 100 bytes by a schedule. */
    static Work paced(int subscribers, double perSecond) {
        return given -> Fanout.run(
                given.subject(),
                new Fanout.Options(
                        given.audience(subscribers, Topics.Shape.SHARED), given.pace(perSecond, BYTES, 0, 0)));
    }

    /**
     * As many events of 100 bytes as one publisher gets acknowledged.
     *
     * @param inFlight that not everybody has yet: enough to keep a server busy, few enough not to measure a queue
     */
    static Work flatOut(int subscribers, int batch, int inFlight) {
        return given -> Fanout.run(
                given.subject(),
                new Fanout.Options(
                        given.audience(subscribers, Topics.Shape.SHARED), given.pace(0, BYTES, batch, inFlight)));
    }

    /** Nobody is subscribed. */
    static Work publish(int connections, int batch) {
        return given -> Publish.run(
                given.subject(),
                new Publish.Options(
                        connections,
                        BYTES,
                        batch,
                        0,
                        given.topic(),
                        given.timing().warmUpSeconds(),
                        given.timing().seconds(),
                        1));
    }

    /**
     * Rounds that together, with three before, stay below 20,000 streams: some peers keep those that have ended for a
     * while. One on a virtual machine that does not may ask for more before.
     */
    static Work connect(int streams, int rounds) {
        return given -> Connect.run(
                given.subject(),
                new Connect.Options(streams, 64, given.peer().connectWarmUpRounds(3), rounds, given.topic()));
    }

    /**
     * Bytes of an idle stream. Fewer streams for a peer that says so.
     *
     * @param warmUpRounds so often the fewer streams are opened and closed before: then a virtual machine has the memory
     *     already that it works in, and what grows is what a stream needs
     */
    static Work memory(int few, int many, Topics.Shape shape, int warmUpRounds) {
        return given -> {
            int most = given.peer().memoryStreams(many);
            int least = (int) ((long) few * most / many);
            if (warmUpRounds > 0) {
                Connect.run(given.subject(), new Connect.Options(least, 64, 0, warmUpRounds, given.topic()));
            }
            boolean eventEach = shape == Topics.Shape.OWN;
            return Memory.run(
                    given.subject(), new Memory.Options(List.of(least, most), shape, given.topic(), eventEach, false));
        };
    }

    /** Holds idle streams for a little more than one interval of heartbeats; how silent they are is not judged. */
    static Work idle(int streams, double intervalSeconds) {
        return given -> Heartbeat.run(
                given.subject(), new Heartbeat.Options(streams, intervalSeconds, 1.1, 0, given.topic(), 1, 0));
    }

    /**
     * Half of the subscribers stops reading. What goes past them is the same however long runs are: far more than sockets
     * hold; and before it goes so much that what a server keeps for all, such as a log, is full.
     *
     * @param warmUp seconds
     * @param seconds with all reading, and as many with half of them
     */
    static Work stalled(int subscribers, double perSecond, int bytes, double warmUp, double seconds) {
        return given -> Slow.run(
                given.subject(),
                new Slow.Options(
                        given.audience(subscribers, Topics.Shape.SHARED),
                        new Pace(perSecond, warmUp, seconds, bytes, 0, 0),
                        0.5,
                        0,
                        Double.POSITIVE_INFINITY));
    }

    /**
     * The same number of events, each to one subscriber: first all to one topic that one of them reads, then to the topics
     * of all in turn.
     */
    static Work ownTopics(int subscribers, double perSecond) {
        return given -> {
            Pace pace = given.pace(perSecond, BYTES, 0, 0);
            Result one = Fanout.run(given.subject(), new Fanout.Options(given.audience(1, Topics.Shape.SHARED), pace));
            Result own = Fanout.run(
                    given.subject(), new Fanout.Options(given.audience(subscribers, Topics.Shape.OWN), pace));
            String cpu = "server_cpu_per_delivery_us";
            ResultBuilder result = new ResultBuilder(
                            "own topics", given.subject().url())
                    .add("server CPU per delivery", own.value(cpu), "µs")
                    .add("the same with one topic", one.value(cpu), "µs")
                    .add("ratio", own.value(cpu) / one.value(cpu), "")
                    .latency("latency", Objects.requireNonNull(own.latencies().get("latency")));
            one.failures().forEach(failure -> result.check(false, "one topic: " + failure));
            own.failures().forEach(failure -> result.check(false, "own topics: " + failure));
            return result.build();
        };
    }
}
