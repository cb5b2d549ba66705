package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Deliveries;
import io.longwire.bench.load.LoadLoop;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Publisher;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Subscriber;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A publisher and its subscribers, of whom every one checks what it gets. One thread. */
final class Broadcast implements AutoCloseable {
    private static final double STALL_SECONDS = 3;
    private static final int MOST_PROBES = 40;
    private static final double SECONDS_PER_PROBE = 0.5;

    private final LoadLoops loops;
    private final List<Deliveries> deliveries;
    private final Topics topics;
    private final Streams<Subscriber> streams;
    private final Publisher publisher;

    /** What was published and received from the phase's beginning until the last event arrived. */
    record Phase(long published, long delivered, long micros, Histogram latencyMicros, long resyncs, long others) {}

    private Broadcast(Subject subject, Audience audience, Pace pace) {
        Requests requests = subject.requests();
        topics = audience.topics();
        deliveries = Stream.generate(Deliveries::new).limit(audience.loops()).toList();
        publisher = new Publisher(requests, topics, pace);
        loops = new LoadLoops(audience.loops());
        streams = new Streams<>(
                loops,
                requests,
                topics::ofSubscriber,
                (all, loop, remote, number) -> new Subscriber(all, loop, remote, number, deliveries.get(loop.index())));
    }

    /** Returns when every subscriber has received something. */
    static Broadcast open(Subject subject, Audience audience, Pace pace) throws InterruptedException {
        Broadcast broadcast = new Broadcast(subject, audience, pace);
        try {
            broadcast.streams.openUpTo(audience.subscribers());
            broadcast.awaitReady(audience.subscribers());
            return broadcast;
        } catch (InterruptedException | RuntimeException e) {
            broadcast.close();
            throw e;
        }
    }

    /** A server may answer before the stream is in place, so probes are sent until each has got one. */
    private void awaitReady(int subscribers) throws InterruptedException {
        for (int i = 0; i < MOST_PROBES; i++) {
            publisher.probe();
            if (Await.until(() -> ready() == subscribers, SECONDS_PER_PROBE)) {
                return;
            }
        }
        throw new BenchException("only " + ready() + " of " + subscribers + " subscribers got any of " + MOST_PROBES
                + " events published to them");
    }

    private long ready() {
        return deliveries.stream().mapToLong(Deliveries::ready).sum();
    }

    /** Publishes, flat out where {@code perSecond} is 0, and waits until everything has arrived. */
    Phase publish(String name, double perSecond, double seconds) throws InterruptedException {
        long publishedBefore = publisher.published();
        long receivedBefore = received();
        long start = Clock.micros();
        try (Progress progress = Progress.of(name, (long) Math.ceil(seconds))) {
            if (perSecond > 0) {
                publisher.paced(perSecond, seconds, progress);
            } else {
                publisher.flatOut(seconds, progress);
            }
        }
        long end = Clock.micros();
        Await.growth(this::received, topics.deliveries(publisher.published()), STALL_SECONDS);
        Histogram latency = new Histogram(3);
        long resyncs = 0;
        long others = 0;
        for (Deliveries.Phase part :
                loops.ask(loop -> deliveries.get(loop.index()).endPhase())) {
            latency.add(part.latencyMicros());
            end = Math.max(end, part.lastArrivalMicros());
            resyncs += part.resyncs();
            others += part.others();
        }
        return new Phase(
                publisher.published() - publishedBefore,
                received() - receivedBefore,
                end - start,
                latency,
                resyncs,
                others);
    }

    private long received() {
        return deliveries.stream().mapToLong(Deliveries::count).sum();
    }

    /** To be asked when the last phase has ended. */
    Faults faults() {
        return loops.ask(this::faultsOn).stream().reduce(new Faults(0, 0, 0, 0, streams.lost()), Faults::plus);
    }

    private Faults faultsOn(LoadLoop loop) {
        Faults sum = Faults.NONE;
        for (Subscriber subscriber : streams.of(loop)) {
            long outstanding = subscriber.outstanding(topics.expected(subscriber.number(), publisher.published()));
            Faults faults = new Faults(subscriber.missing(), subscriber.repeated(), outstanding, 1, 0);
            if (faults.any()) {
                sum = sum.plus(faults);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        loops.close();
        publisher.close();
    }
}
