package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Reading;
import io.longwire.bench.load.Topics;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.KernelMemory;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;

/** A share of the subscribers stops reading: what it costs the others and the server, and what they get afterwards. */
public final class Slow {
    /** A heap that was resized and a log that filled up are no queues of events. */
    private static final long ALLOWED_GROWTH_BYTES = 96L << 20;

    private static final double MIB = 1 << 20;

    private Slow() {}

    /**
     * The load: {@code pace} once with everybody reading and once with the slow ones.
     *
     * @param share of the subscribers, above 0 and below 1
     * @param maxRatio of the readers' p99 in the second run to that of the first, beyond which the check fails; 0 for no
     *     check
     */
    public record Options(Audience audience, Pace pace, double share, double maxRatio) {
        public Options {
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

    public static Result run(Subject subject, Options options) throws InterruptedException {
        Audience audience = options.audience();
        Pace pace = options.pace();
        ServerProcesses server = subject.processes();
        try (Broadcast broadcast = Broadcast.open(subject, audience, pace)) {
            if (pace.warmUpSeconds() > 0) {
                broadcast.publish("warming up", pace.perSecond(), pace.warmUpSeconds());
            }
            Broadcast.Phase before = broadcast.publish("all reading", pace.perSecond(), pace.seconds());
            long residentBefore = server.memory().rss();
            KernelMemory kernelBefore = KernelMemory.now();

            pause(broadcast, options, true);
            Broadcast.Phase with = broadcast.publishTo(
                    audience.subscribers() - options.slowOnes(), "some not reading", pace.perSecond(), pace.seconds());
            long residentWith = server.memory().rss();
            KernelMemory kernelWith = KernelMemory.now();
            Faults readers = broadcast.faults(reading -> !options.isSlow(reading));

            pause(broadcast, options, false);
            broadcast.awaitDeliveries();
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
                    .add("not read meanwhile", unread(options, with) / MIB, "MiB")
                    .latency("readers before", before.latencyMicros())
                    .latency("readers meanwhile", with.latencyMicros())
                    .add("ratio of the p99", ratio, "");
            memory(result, server, residentBefore, residentWith, unread(options, with));
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

    private static long unread(Options options, Broadcast.Phase phase) {
        return phase.published() * options.pace().bytes() * options.slowOnes();
    }

    /** At least a millisecond: below, it is the machine's noise that would be compared. */
    private static double p99(Broadcast.Phase phase) {
        return Math.max(1_000, phase.latencyMicros().getValueAtPercentile(99));
    }

    private static void memory(ResultBuilder result, ServerProcesses server, long before, long with, long unread) {
        if (!server.isKnown()) {
            result.note("the server's memory is not measured: its PID was not given");
            return;
        }
        long allowed = ALLOWED_GROWTH_BYTES + unread / 10;
        result.add("server RSS before", before / MIB, "MiB");
        result.add("server RSS meanwhile", with / MIB, "MiB");
        result.check(
                with - before <= allowed,
                "the server grew by " + (with - before) + " bytes for " + unread + " that were not read");
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
