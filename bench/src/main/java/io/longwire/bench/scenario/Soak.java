package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.load.Pace;
import io.longwire.bench.load.Schedule;
import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.ServerProcesses;
import io.longwire.bench.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/** A steady load for long, while streams come and go: whether memory and descriptors stay level and all is delivered. */
public final class Soak {
    private static final double SLICE_SECONDS = 1;
    private static final double CLOSING_SECONDS = 10;

    private Soak() {}

    /**
     * The load, for {@code pace.seconds()}.
     *
     * @param comingAndGoing streams that end and come back each second, with the id of what they saw last
     * @param samples how often memory is measured; each measurement asks a JVM for full collections
     * @param maxHeapGrowth of the live heap from the second sample to the last, in MiB; more fails the check
     */
    public record Options(Audience audience, Pace pace, int comingAndGoing, int samples, double maxHeapGrowth) {
        public Options {
            if (pace.perSecond() <= 0 || samples < 3 || comingAndGoing < 0) {
                throw new BenchException("a soak needs a rate and three samples at least");
            }
            if (comingAndGoing > audience.subscribers()) {
                throw new BenchException("more streams would come and go than there are: " + comingAndGoing);
            }
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
            long start = Clock.micros();
            List<SoakSample> samples = new ArrayList<>(List.of(SoakSample.of(server, 0)));
            // After the first sample: a JVM that was asked for its heap keeps a socket open from then on.
            int descriptorsBefore = server.descriptors();
            CpuMeter cpu = new CpuMeter(server);
            long reopened = 0;
            try (Progress progress = Progress.of("soaking", (long) Math.ceil(pace.seconds()))) {
                double seconds = 0;
                Schedule schedule = new Schedule(pace.perSecond());
                while (seconds < pace.seconds()) {
                    for (int i = 0; i < options.comingAndGoing(); i++) {
                        broadcast.streams().reopen((int) (reopened++ % audience.subscribers()));
                    }
                    broadcast.publisher().paced(schedule, SLICE_SECONDS, Progress.NONE);
                    seconds = (Clock.micros() - start) / 1e6;
                    progress.stepTo((long) seconds);
                    if (seconds >= pace.seconds() * samples.size() / (options.samples() - 1)) {
                        samples.add(SoakSample.of(server, seconds));
                        // That stopped the server, as no load does, and the publisher: what was due meanwhile is not.
                        schedule = new Schedule(pace.perSecond());
                    }
                }
            }
            broadcast.streams().awaitOpen("coming back");
            broadcast.awaitDeliveries();
            cpu.pause();
            Broadcast.Phase phase = broadcast.endPhase(start, Clock.micros());
            ResultBuilder result = new ResultBuilder("soak", subject.url())
                    .setting("rate", pace.perSecond())
                    .add("subscribers", audience.subscribers(), "")
                    .add("elapsed", phase.micros() / 1e6, "s")
                    .add("events published", phase.published(), "")
                    .add("deliveries", phase.delivered(), "")
                    .add("streams that came back", reopened, "")
                    .latency("latency", phase.latencyMicros());
            cpu.report(result, "delivery", phase.delivered());
            if (server.isKnown()) {
                SoakSample.report(samples, result, options.maxHeapGrowth());
                descriptors(result, server, descriptorsBefore);
            } else {
                result.note("the server's memory is not measured: its PID was not given");
            }
            broadcast.faults().report(result);
            return result.add("resyncs", phase.resyncs(), "").build();
        }
    }

    private static void descriptors(ResultBuilder result, ServerProcesses server, int before)
            throws InterruptedException {
        boolean level = Await.seldom(() -> server.descriptors() <= before, CLOSING_SECONDS);
        int after = server.descriptors();
        result.add("descriptors before", before, "");
        result.add("descriptors after", after, "");
        result.check(level, "descriptors grew from " + before + " to " + after + " with the same streams open");
    }
}
