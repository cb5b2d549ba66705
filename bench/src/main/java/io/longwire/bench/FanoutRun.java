package io.longwire.bench;

import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Deliveries;
import io.longwire.bench.load.LoadLoop;
import io.longwire.bench.load.LoadLoops;
import io.longwire.bench.load.Publisher;
import io.longwire.bench.load.Streams;
import io.longwire.bench.load.Subscriber;
import io.longwire.bench.load.Topics;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A publisher and its subscribers while a phase of the run is under way, and what came of it. */
final class FanoutRun {
    private static final long STALL_MICROS = 3_000_000;
    private static final long MAX_DRAIN_MICROS = 60_000_000;

    private final LoadLoops loops;
    private final Streams<Subscriber> streams;
    private final List<Deliveries> deliveries;
    private final Topics topics;
    private final Publisher publisher;

    /** What was published and received from the phase's beginning until the last event arrived. */
    record Phase(long published, long delivered, long micros, Histogram latencyMicros, long resyncs, long others) {}

    /** What was wrong with the whole run, events added up over the subscribers. */
    record Faults(long missing, long repeated, long outstanding, int subscribers, int lostStreams) {
        boolean any() {
            return missing + repeated + outstanding + lostStreams > 0;
        }

        Faults plus(Faults other) {
            return new Faults(
                    missing + other.missing,
                    repeated + other.repeated,
                    outstanding + other.outstanding,
                    subscribers + other.subscribers,
                    lostStreams + other.lostStreams);
        }
    }

    FanoutRun(
            LoadLoops loops,
            Streams<Subscriber> streams,
            List<Deliveries> deliveries,
            Topics topics,
            Publisher publisher) {
        this.loops = loops;
        this.streams = streams;
        this.deliveries = deliveries;
        this.topics = topics;
        this.publisher = publisher;
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
        awaitDeliveries();
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

    private void awaitDeliveries() throws InterruptedException {
        long due = topics.deliveries(publisher.published());
        long start = Clock.micros();
        long received = received();
        long lastProgress = start;
        while (received < due) {
            Thread.sleep(5);
            long now = Clock.micros();
            long before = received;
            received = received();
            if (received > before) {
                lastProgress = now;
            }
            if (now - lastProgress > STALL_MICROS || now - start > MAX_DRAIN_MICROS) {
                return;
            }
        }
    }

    private long received() {
        return deliveries.stream().mapToLong(Deliveries::count).sum();
    }

    /** To be asked when the last phase has ended. */
    Faults faults() {
        return loops.ask(this::faultsOn).stream().reduce(new Faults(0, 0, 0, 0, streams.lost()), Faults::plus);
    }

    private Faults faultsOn(LoadLoop loop) {
        Faults sum = new Faults(0, 0, 0, 0, 0);
        for (Subscriber subscriber : streams.of(loop)) {
            long outstanding = subscriber.outstanding(topics.expected(subscriber.number(), publisher.published()));
            Faults faults = new Faults(subscriber.missing(), subscriber.repeated(), outstanding, 1, 0);
            if (faults.any()) {
                sum = sum.plus(faults);
            }
        }
        return sum;
    }
}
