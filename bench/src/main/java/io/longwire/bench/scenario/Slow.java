package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Goal;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Reading;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.KernelMemory;
import io.longwire.bench.subject.ResidentMemory;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
import java.util.List;
import java.util.function.ToLongFunction;

/** A share of the subscribers stops reading: what it costs the others and the server, and what they get afterwards. */
public final class Slow {
    private static final double MIB = 1 << 20;
    /** Where packets were lost to a full socket, TCP itself comes back to it only after seconds. */
    private static final double LAST_SECONDS = 20;

    private Slow() {}

    /**
     * The load: {@code pace} once with everybody reading and once with the slow ones.
     *
     * @param share of the subscribers, above 0 and below 1
     * @param maxRatio of the readers' p99 in the second run to that of the first, beyond which the check fails; 0 for no
     *     check
     * @param maxGrowth of the server's resident memory in the second run beyond its growth in the first, per event, in
     *     MiB; more fails the check. A heap may be resized meanwhile, and the first run may not have filled the log
     */
    public record Options(Audience audience, Pace pace, double share, double maxRatio, double maxGrowth) {
        public Options {
            if (maxRatio < 0 || maxGrowth < 0) {
                throw new BenchException("a ratio or growth that is allowed cannot be below 0");
            }
            if (audience.shape() == Topics.Shape.OWN || share <= 0 || share >= 1 || audience.subscribers() < 2) {
                throw new BenchException("slow needs a shared topic or pattern, two subscribers and a share below 1");
            }
        }

        int slowOnes() {
            return Math.max(1, (int) (audience.subscribers() * share));
        }

        boolean isSlow(Reading reading) {
            return reading.number() < slowOnes();
        }
    }

    /**
     * The server's memory at the beginning, after all have read, and after some have not.
     *
     * @param events published in the second part, as a multiple of those in the first
     */
    private record Growth(ResidentMemory atFirst, ResidentMemory before, ResidentMemory with, double events) {
        /** Beyond what it keeps of events whoever reads; one that got smaller is not thought to do so again. */
        double beyondUsual(ToLongFunction<ResidentMemory> of) {
            long usual = Math.max(0, of.applyAsLong(before) - of.applyAsLong(atFirst));
            return of.applyAsLong(with) - of.applyAsLong(before) - events * usual;
        }
    }

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Audience audience = options.audience();
        Pace pace = options.pace();
        ServerProcesses server = subject.processes();
        try (Broadcast broadcast = Broadcast.open(subject, audience, pace)) {
            if (pace.warmUpSeconds() > 0) {
                broadcast.publish("warming up", pace.perSecond(), pace.warmUpSeconds());
            }
            ResidentMemory residentAtFirst = server.memory();
            Broadcast.Phase before = broadcast.publish("all reading", pace.perSecond(), pace.seconds());
            ResidentMemory residentBefore = server.memory();
            KernelMemory kernelBefore = KernelMemory.now();

            pause(broadcast, options, true);
            Broadcast.Phase with = broadcast.publishTo(
                    audience.subscribers() - options.slowOnes(), "some not reading", pace.perSecond(), pace.seconds());
            ResidentMemory residentWith = server.memory();
            KernelMemory kernelWith = KernelMemory.now();
            Faults readers = broadcast.faults(reading -> !options.isSlow(reading));

            pause(broadcast, options, false);
            broadcast.awaitDeliveries();
            publishLast(broadcast, audience.subscribers());
            Broadcast.Phase after = broadcast.endPhase(0, 0);
            Faults slowOnes = broadcast.faults(options::isSlow);

            double ratio = p99(with) / p99(before);
            ResultBuilder result = new ResultBuilder("slow", subject.url())
                    .setting("rate", pace.perSecond())
                    .setting("in_flight", pace.inFlight())
                    .add("subscribers", audience.subscribers(), "")
                    .add("of them not reading", options.slowOnes(), "")
                    .add("bytes of data", pace.bytes(), "")
                    .add("events published meanwhile", with.published(), "")
                    .add("published meanwhile", with.published() * (double) pace.bytes() / 1e6, "MB")
                    .add("not read meanwhile", unread(options, with) / MIB, "MiB")
                    .latency("readers before", before.latencyMicros())
                    .latency("readers meanwhile", with.latencyMicros())
                    .add("ratio of the p99", ratio, "");
            if (server.isKnown()) {
                result.add("server RSS at first", residentAtFirst.rss() / MIB, "MiB")
                        .add("server RSS before", residentBefore.rss() / MIB, "MiB")
                        .add("server RSS meanwhile", residentWith.rss() / MIB, "MiB");
                Growth growth = new Growth(
                        residentAtFirst, residentBefore, residentWith, (double) with.published() / before.published());
                growth(result, options, growth, unread(options, with) / MIB);
            } else {
                result.note("the server's memory is not measured: its PID was not given");
            }
            result.add("TCP buffers in the kernel before", kernelBefore.tcpBufferBytes() / MIB, "MiB")
                    .add("TCP buffers in the kernel meanwhile", kernelWith.tcpBufferBytes() / MIB, "MiB");
            readers.report(result);
            slowOnes(result, slowOnes, after.resyncs());
            return result.check(
                            options.maxRatio() == 0 || ratio <= options.maxRatio(),
                            "the readers' p99 rose to " + ratio + " times, more than " + options.maxRatio())
                    .build();
        }
    }

    private static void pause(Broadcast broadcast, Options options, boolean pause) {
        broadcast.onEach(subscriber -> {
            if (options.isSlow(subscriber.reading())) {
                subscriber.reading().pause(pause);
                subscriber.pauseOrGoOn();
            }
        });
    }

    /** A stream that was told of a gap, which reaches to the newest event, shows by its next one how far that went. */
    private static void publishLast(Broadcast broadcast, int subscribers) throws InterruptedException {
        List<Goal> goals = broadcast.noteReaching(broadcast.publisher().published() + 1, Clock.micros());
        broadcast.publisher().publish(1);
        Await.until(
                () -> goals.stream().mapToLong(Goal::reachedBy).sum()
                        >= subscribers - broadcast.streams().lost(),
                LAST_SECONDS);
    }

    private static long unread(Options options, Broadcast.Phase phase) {
        return phase.published() * options.pace().bytes() * options.slowOnes();
    }

    /** At least a millisecond: below, it is the machine's noise that would be compared. */
    private static double p99(Broadcast.Phase phase) {
        return Math.max(1_000, phase.latencyMicros().getValueAtPercentile(99));
    }

    private static void growth(ResultBuilder result, Options options, Growth beyond, double unread) {
        double growth = beyond.beyondUsual(ResidentMemory::rss) / MIB;
        // What processes share stands in the RSS of each.
        double divided = beyond.beyondUsual(ResidentMemory::pss) / MIB;
        result.add("growth for those not reading", growth, "MiB")
                .add("PSS growth for each not reading", divided / options.slowOnes(), "MiB");
        result.check(
                growth <= options.maxGrowth(),
                "the server grew by " + growth + " MiB more than with all reading, beyond the " + options.maxGrowth()
                        + " allowed");
        if (unread < 2 * options.maxGrowth()) {
            result.note("too little was left unread to tell whether the server keeps it: " + unread + " MiB");
        }
    }

    private static void slowOnes(ResultBuilder result, Faults slow, long resyncs) {
        result.add("resyncs of slow ones", resyncs, "");
        result.add("missing to slow ones as announced", slow.announced(), "");
        result.add("slow ones closed by the server", slow.lostStreams(), "");
        result.check(slow.missing() == 0, slow.missing() + " events were left out for slow ones, and nobody said so");
        result.check(slow.repeated() == 0, slow.repeated() + " events came twice to slow ones");
        result.check(
                slow.lostStreams() > 0 || slow.outstanding() == 0,
                slow.outstanding() + " events had not arrived at slow ones at the end");
    }
}
