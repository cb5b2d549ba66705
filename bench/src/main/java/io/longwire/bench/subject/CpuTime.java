package io.longwire.bench.subject;

/** CPU time used in user code and in the kernel. */
public record CpuTime(long userMicros, long systemMicros) {
    public static final CpuTime NONE = new CpuTime(0, 0);

    public long micros() {
        return userMicros + systemMicros;
    }

    public CpuTime plus(CpuTime other) {
        return new CpuTime(userMicros + other.userMicros, systemMicros + other.systemMicros);
    }

    public CpuTime minus(CpuTime other) {
        return new CpuTime(userMicros - other.userMicros, systemMicros - other.systemMicros);
    }
}
