package io.longwire.bench.scenario;

import io.longwire.bench.report.ResultBuilder;

/**
 * What was wrong with the events that subscribers got, added up over them.
 *
 * @param missing left out before one that arrived
 * @param repeated arrived twice, or after a later one
 * @param outstanding had not arrived at the end
 * @param subscribers how many of them had a fault
 * @param lostStreams streams that ended though nobody closed them
 */
record Faults(long missing, long repeated, long outstanding, int subscribers, int lostStreams) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0);

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

    /** Adds them as figures and, where there is one, as a failed check. */
    void report(ResultBuilder result) {
        result.add("missing", missing, "");
        result.add("twice or out of order", repeated, "");
        result.add("not arrived at the end", outstanding, "");
        result.add("subscribers affected", subscribers, "");
        result.add("streams lost", lostStreams, "");
        result.check(missing == 0, missing + " events were left out");
        result.check(repeated == 0, repeated + " events came twice or out of order");
        result.check(outstanding == 0, outstanding + " events had not arrived at the end");
        result.check(lostStreams == 0, lostStreams + " streams ended before the run did");
    }
}
