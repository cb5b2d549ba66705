package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Deliveries;
import io.longwire.bench.load.Goal;
import io.longwire.bench.load.LoadLoop;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Publisher;
import io.longwire.bench.load.Reached;
import io.longwire.bench.load.Reading;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Subscriber;
import io.longwire.bench.load.Topics;
import io.longwire.bench.load.Window;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.subject.Requests;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A publisher and its subscribers, of whom every one checks what it gets. One thread. */
final class Broadcast implements AutoCloseable {
    private static final double STALL_SECONDS = 3;
    private static final int MOST_PROBES = 40;
    private static final double SECONDS_PER_PROBE = 0.5;

    private final Topics topics;
    private final List<Reading> readings;
    private final List<Deliveries> deliveries;
    private final Publisher publisher;
    private final LoadLoops loops;
    private final Streams<Subscriber> streams;
    private Window window = Window.unbounded();

    /** What was published and received from the phase's beginning until the last event arrived. */
    record Phase(
            long published,
            long delivered,
            long micros,
            Histogram latencyMicros,
            long resyncs,
            long others,
            long bytes) {}

    private Broadcast(Requests requests, Audience audience, Topics topics, Publisher publisher, LoadLoops loops) {
        this.topics = topics;
        this.publisher = publisher;
        this.loops = loops;
        readings = IntStream.range(0, audience.subscribers())
                .mapToObj(Reading::new)
                .toList();
        deliveries = Stream.generate(Deliveries::new).limit(audience.loops()).toList();
        streams = new Streams<>(
                loops,
                requests::streamAddress,
                number -> requests.subscribe(
                        number,
                        topics.ofSubscriber(number),
                        readings.get(number).lastEventId()),
                (all, loop, remote, number) ->
                        new Subscriber(all, loop, remote, readings.get(number), deliveries.get(loop.index())));
    }

    /** Returns when every subscriber has received something. */
    static Broadcast open(Subject subject, Audience audience, Pace pace) throws InterruptedException {
        Broadcast broadcast = of(subject, audience, pace);
        try {
            broadcast.streams.openUpTo(audience.subscribers());
            broadcast.awaitReady(audience.subscribers());
            if (pace.inFlight() > 0) {
                broadcast.window = broadcast.window(pace.inFlight());
            }
            return broadcast;
        } catch (InterruptedException | RuntimeException | Error e) {
            try {
                broadcast.close();
            } catch (BenchException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    private static Broadcast of(Subject subject, Audience audience, Pace pace) {
        subject.publishing().body().checkable();
        Requests requests = subject.requests();
        Topics topics = audience.topics();
        Publisher publisher = new Publisher(requests, topics, pace);
        try {
            return new Broadcast(requests, audience, topics, publisher, new LoadLoops(audience.loops()));
        } catch (RuntimeException | Error e) {
            publisher.close();
            throw e;
        }
    }

    private Window window(int inFlight) {
        if (topics.shape() == Topics.Shape.OWN) {
            return new Window(inFlight, this::received);
        }
        List<Reached> reached = loops.ask(loop -> {
            Reached onLoop = new Reached(streams.of(loop).size(), inFlight, 0);
            deliveries.get(loop.index()).count(onLoop);
            return onLoop;
        });
        return new Window(
                inFlight,
                () -> reached.stream().mapToLong(Reached::events).min().orElse(0));
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
        return publishTo(readings.size(), name, perSecond, seconds);
    }

    /** The same while only so many subscribers read, where all get all. */
    Phase publishTo(int readers, String name, double perSecond, double seconds) throws InterruptedException {
        long publishedBefore = publisher.published();
        long receivedBefore = received();
        long start = Clock.micros();
        try (Progress progress = Progress.of(name, (long) Math.ceil(seconds))) {
            if (perSecond > 0) {
                publisher.paced(perSecond, seconds, progress);
            } else {
                publisher.flatOut(seconds, window, progress);
            }
        }
        long end = Clock.micros();
        long published = publisher.published() - publishedBefore;
        long due = readers == readings.size()
                ? topics.deliveries(publisher.published())
                : receivedBefore + published * readers;
        Await.growth(this::received, due, STALL_SECONDS);
        Phase phase = endPhase(start, end);
        return new Phase(
                published,
                received() - receivedBefore,
                phase.micros,
                phase.latencyMicros,
                phase.resyncs,
                phase.others,
                phase.bytes);
    }

    /** Returns when everything has arrived, or nothing does any more. */
    void awaitDeliveries() throws InterruptedException {
        Await.growth(this::received, topics.deliveries(publisher.published()), STALL_SECONDS);
    }

    /** What arrived since the last phase ended, the counts being those of the whole run. */
    Phase endPhase(long startMicros, long endMicros) {
        Histogram latency = new Histogram(3);
        long end = endMicros;
        long resyncs = 0;
        long others = 0;
        long bytes = 0;
        for (Deliveries.Phase part :
                loops.ask(loop -> deliveries.get(loop.index()).endPhase())) {
            latency.add(part.latencyMicros());
            end = Math.max(end, part.lastArrivalMicros());
            resyncs += part.resyncs();
            others += part.others();
            bytes += part.bytes();
        }
        return new Phase(publisher.published(), received(), end - startMicros, latency, resyncs, others, bytes);
    }

    long received() {
        return deliveries.stream().mapToLong(Deliveries::count).sum();
    }

    Publisher publisher() {
        return publisher;
    }

    Streams<Subscriber> streams() {
        return streams;
    }

    /** From now on notes, loop by loop, when subscribers get as far as an event. */
    List<Goal> noteReaching(long sequence, long startMicros) {
        return loops.ask(loop -> {
            Goal goal = new Goal(sequence, startMicros);
            deliveries.get(loop.index()).noteReaching(goal);
            return goal;
        });
    }

    /** On each loop does something to every subscriber there. */
    void onEach(Consumer<Subscriber> task) {
        loops.ask(loop -> {
            streams.of(loop).forEach(task);
            return true;
        });
    }

    Faults faults() {
        return faults(reading -> true);
    }

    /** Of the subscribers that are asked for; when the last phase has ended. */
    Faults faults(Predicate<Reading> asked) {
        return loops.ask(loop -> faultsOn(loop, asked)).stream().reduce(Faults.NONE, Faults::plus);
    }

    private Faults faultsOn(LoadLoop loop, Predicate<Reading> asked) {
        return streams.of(loop).stream()
                .map(Subscriber::reading)
                .filter(asked)
                .map(reading -> Faults.of(reading, topics.expected(reading.number(), publisher.published())))
                .reduce(Faults.NONE, Faults::plus);
    }

    @Override
    public void close() {
        try {
            loops.close();
        } finally {
            publisher.close();
        }
    }
}
