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
        return (double) serverUsed.micros() / wallMicros;
    }

    /** The server's CPU time per unit of work, and how many cores each side and the rest of the machine kept busy. */
    void report(ResultBuilder result, String unitOfWork, long count) {
        if (server.isKnown()) {
            double units = Math.max(1, count);
            result.add("server CPU per " + unitOfWork, serverUsed.micros() / units, "µs");
            result.add("of it user", serverUsed.userMicros() / units, "µs");
            result.add("of it system", serverUsed.systemMicros() / units, "µs");
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
        long others = Math.max(0, machineMicros - serverUsed.micros() - benchMicros);
        result.add(server.isKnown() ? "other CPU" : "all other CPU", (double) others / wallMicros, "cores");
    }

    private static long benchCpuMicros() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000
                : 0;
    }
}
