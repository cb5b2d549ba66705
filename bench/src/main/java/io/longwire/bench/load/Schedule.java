package io.longwire.bench.load;

/**
 * When events are due: at even distances from the start on, however late those before were. It may be followed in
 * slices; one that came to its end late does not move what is due in the next. One thread.
 */
public final class Schedule {
    private static final double MICROS_PER_SECOND = 1e6;
    /** Of an event; less is the rounding of its time. */
    private static final double SLIGHTEST = 1e-6;

    private final long startMicros;
    private final double intervalMicros;
    private long sent;
    private double sliceSeconds;

    /** Begins now. */
    public Schedule(double perSecond) {
        this(perSecond, Clock.micros());
    }

    Schedule(double perSecond, long startMicros) {
        this.startMicros = startMicros;
        this.intervalMicros = MICROS_PER_SECOND / perSecond;
    }

    /** Its next slice; when that ends. */
    long nextSlice(double seconds) {
        sliceSeconds += seconds;
        return startMicros + (long) (sliceSeconds * MICROS_PER_SECOND);
    }

    double intervalMicros() {
        return intervalMicros;
    }

    /** Of the next event that was not sent. */
    long dueMicros() {
        return startMicros + (long) (sent * intervalMicros);
    }

    /** How many events are to be sent that are due before a time, at most {@code most}. */
    int waiting(long untilMicros, int most) {
        long due = (long) Math.ceil((untilMicros - startMicros) / intervalMicros - SLIGHTEST);
        return (int) Math.max(0, Math.min(most, due - sent));
    }

    void sent(int count) {
        sent += count;
    }
}
