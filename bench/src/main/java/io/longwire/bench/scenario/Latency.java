package io.longwire.bench.scenario;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;

/** Events by a schedule: the time from when each was to be sent until each subscriber has it. */
public final class Latency {
    private Latency() {}

    /** The pace needs a rate: a time is measured against a schedule. */
    public static Result run(Subject subject, Fanout.Options options) throws InterruptedException {
        if (options.pace().perSecond() == 0) {
            throw new BenchException("latency is measured against a schedule: a rate above 0 is needed");
        }
        return Fanout.run("latency", subject, options);
    }
}
