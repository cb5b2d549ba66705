package io.longwire.bench.scenario;

import io.longwire.bench.load.Clock;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.CpuTime;
import io.longwire.bench.subject.ServerProcesses;
import java.lang.management.ManagementFactory;

/**
 * CPU time of the server, where its processes are known, and of the bench, from the making of the meter until it is
 * paused, and from when it goes on until it is paused again.
 */
final class CpuMeter {
    /** Shares of user code and kernel are told from so many ticks on. */
    private static final int TICKS_FOR_SHARES = 10;

    private final ServerProcesses server;
    private CpuTime serverUsed = CpuTime.NONE;
    private long wallMicros;
    private long benchMicros;
    private long machineMicros;

    CpuMeter(ServerProcesses server) {
        this.server = server;
        goOn();
    }

    void goOn() {
        serverUsed = serverUsed.minus(server.cpu());
        machineMicros -= ServerProcesses.machineCpuMicros();
        benchMicros -= benchCpuMicros();
        wallMicros -= Clock.micros();
    }

    void pause() {
        wallMicros += Clock.micros();
        benchMicros += benchCpuMicros();
        machineMicros += ServerProcesses.machineCpuMicros();
        serverUsed = serverUsed.plus(server.cpu());
    }

    /** In which it was on. */
    double seconds() {
        return wallMicros / 1e6;
    }

    /** What the server used of one core. */
    double serverCores() {
        return (double) serverMicros() / wallMicros;
    }

    /** By threads; by ticks where these say something else, since a thread that used much has ended meanwhile. */
    private long serverMicros() {
        long apart = Math.abs(serverUsed.micros() - serverUsed.tickMicros());
        return apart <= 2 * server.tickErrorMicros() ? serverUsed.micros() : serverUsed.tickMicros();
    }

    /** The server's CPU time per unit of work, and how many cores each side and the rest of the machine kept busy. */
    void report(ResultBuilder result, String unitOfWork, long count) {
        if (server.isKnown()) {
            double units = Math.max(1, count);
            double perUnit = serverMicros() / units;
            result.add("server CPU per " + unitOfWork, perUnit, "µs");
            if (serverUsed.tickMicros() >= TICKS_FOR_SHARES * server.tickErrorMicros() / 2) {
                double user = (double) serverUsed.userMicros() / serverUsed.tickMicros();
                result.add("of it user", perUnit * user, "µs");
                result.add("of it system", perUnit * (1 - user), "µs");
            } else {
                result.note("too little CPU was used to tell user code from the kernel");
            }
        }
        report(result);
    }

    void report(ResultBuilder result) {
        if (server.isKnown()) {
            result.add("server CPU", serverCores(), "cores");
        } else {
            result.note("the server's CPU is not measured: its PID was not given");
        }
        result.add("bench CPU", (double) benchMicros / wallMicros, "cores");
        long others = Math.max(0, machineMicros - serverMicros() - benchMicros);
        result.add(server.isKnown() ? "other CPU" : "all other CPU", (double) others / wallMicros, "cores");
    }

    private static long benchCpuMicros() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000
                : 0;
    }
}
