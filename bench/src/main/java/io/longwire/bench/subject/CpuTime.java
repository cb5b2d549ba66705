package io.longwire.bench.subject;

/**
 * CPU time used.
 *
 * @param micros in all, to the microsecond where the kernel says so
 * @param userMicros in user code, in ticks of the kernel; the same for the kernel's own
 */
public record CpuTime(long micros, long userMicros, long systemMicros) {
    public static final CpuTime NONE = new CpuTime(0, 0, 0);

    public CpuTime plus(CpuTime other) {
        return new CpuTime(micros + other.micros, userMicros + other.userMicros, systemMicros + other.systemMicros);
    }

    public CpuTime minus(CpuTime other) {
        return new CpuTime(micros - other.micros, userMicros - other.userMicros, systemMicros - other.systemMicros);
    }

    /** Ticks in all, as time. */
    public long tickMicros() {
        return userMicros + systemMicros;
    }
}
