package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.wire.Payload;

/**
 * How much is published, and how fast.
 *
 * @param perSecond events; 0 is flat out
 * @param warmUpSeconds the same load before, checked but not measured
 * @param bytes length of an event's data
 * @param batch most events in a request, as lines of NDJSON; 0 for requests with one event
 * @param inFlight flat out: most events that not every subscriber has yet; 0 is without bound
 */
public record Pace(double perSecond, double warmUpSeconds, double seconds, int bytes, int batch, int inFlight) {
    public Pace {
        if (bytes < Payload.MIN_BYTES) {
            throw new BenchException("data of " + Payload.MIN_BYTES + " bytes at least is needed, not " + bytes);
        }
        if (perSecond < 0 || warmUpSeconds < 0 || seconds <= 0 || batch < 0 || inFlight < 0) {
            throw new BenchException("rate, times, batch and events in flight cannot be negative, seconds not 0");
        }
        if (inFlight > 0 && inFlight < Math.max(1, batch)) {
            throw new BenchException("in flight there must be room for a request: " + inFlight + " is under " + batch);
        }
    }

    /** Events of 100 bytes, each in a request of its own. */
    public static Pace of(double perSecond, double warmUpSeconds, double seconds) {
        return new Pace(perSecond, warmUpSeconds, seconds, 100, 0, 0);
    }

    public Pace withBytes(int otherBytes) {
        return new Pace(perSecond, warmUpSeconds, seconds, otherBytes, batch, inFlight);
    }
}
