package io.longwire.bench.scenario;

import io.longwire.bench.load.Audience;
import io.longwire.bench.load.Pace;
import io.longwire.bench.report.Result;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.Subject;

/** One publisher, many subscribers: deliveries, latency, CPU, and whether every subscriber got every event in order. */
public final class Fanout {
    private Fanout() {}

    public record Options(Audience audience, Pace pace) {}

    public static Result run(Subject subject, Options options) throws InterruptedException {
        return run("fanout", subject, options);
    }

    static Result run(String scenario, Subject subject, Options options) throws InterruptedException {
        Audience audience = options.audience();
        Pace pace = options.pace();
        try (Broadcast broadcast = Broadcast.open(subject, audience, pace)) {
            if (pace.warmUpSeconds() > 0) {
                broadcast.publish("warming up", pace.perSecond(), pace.warmUpSeconds());
            }
            CpuMeter cpu = new CpuMeter(subject.processes());
            Broadcast.Phase phase = broadcast.publish("measuring", pace.perSecond(), pace.seconds());
            cpu.pause();
            double elapsed = phase.micros() / 1e6;
            ResultBuilder result = new ResultBuilder(scenario, subject.url())
                    .setting("topics", audience.shape().name().toLowerCase(java.util.Locale.ROOT))
                    .setting("batch", pace.batch())
                    .setting("rate", pace.perSecond())
                    .setting("in_flight", pace.inFlight())
                    .add("subscribers", audience.subscribers(), "")
                    .add("bytes of data", pace.bytes(), "")
                    .add("elapsed", elapsed, "s")
                    .add("events published", phase.published(), "")
                    .add("events published", phase.published() / elapsed, "/s")
                    .add("deliveries", phase.delivered(), "")
                    .add("deliveries", phase.delivered() / elapsed, "/s")
                    .add("bytes received per delivery", (double) phase.bytes() / Math.max(1, phase.delivered()), "")
                    .latency("latency", phase.latencyMicros());
            cpu.report(result, "delivery", phase.delivered());
            broadcast.faults().report(result);
            return result.add("resyncs", phase.resyncs(), "")
                    .add("other events", phase.others(), "")
                    .build();
        }
    }
}
