package io.longwire.bench.scenario;

import io.longwire.bench.load.Reading;
import io.longwire.bench.report.ResultBuilder;

/**
 * What was wrong with the events that subscribers got, added up over them.
 *
 * @param missing left out before one that arrived, and nobody said so
 * @param announced left out as the server had said
 * @param repeated arrived twice, or after a later one
 * @param outstanding had not arrived at the end
 * @param subscribers how many of them had a fault
 * @param lostStreams streams that ended though nobody closed them
 */
record Faults(long missing, long announced, long repeated, long outstanding, int subscribers, int lostStreams) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);

    /** Of one subscriber, who should have got {@code expected} events. */
    static Faults of(Reading reading, long expected) {
        long missing = reading.check().missing();
        long announced = reading.check().announced();
        long repeated = reading.check().repeated();
        long outstanding = reading.check().outstanding(expected);
        int lost = reading.lost() ? 1 : 0;
        boolean any = missing + announced + repeated + outstanding + lost > 0;
        return any ? new Faults(missing, announced, repeated, outstanding, 1, lost) : NONE;
    }

    Faults plus(Faults other) {
        return new Faults(
                missing + other.missing,
                announced + other.announced,
                repeated + other.repeated,
                outstanding + other.outstanding,
                subscribers + other.subscribers,
                lostStreams + other.lostStreams);
    }

    /** Adds them as figures and, where there is one, as a failed check. */
    void report(ResultBuilder result) {
        result.add("missing", missing, "");
        result.add("missing as announced", announced, "");
        result.add("twice or out of order", repeated, "");
        result.add("not arrived at the end", outstanding, "");
        result.add("subscribers affected", subscribers, "");
        result.add("streams lost", lostStreams, "");
        check(result);
    }

    /** Fails the result where there is one. */
    void check(ResultBuilder result) {
        result.check(missing == 0, missing + " events were left out, and nobody said so");
        result.check(announced == 0, announced + " events were left out, as the server said");
        result.check(repeated == 0, repeated + " events came twice or out of order");
        result.check(outstanding == 0, outstanding + " events had not arrived at the end");
        result.check(lostStreams == 0, lostStreams + " streams ended before the run did");
    }
}
