package io.longwire.bench.scenario;

import io.longwire.bench.load.Clock;
import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.subject.CpuTime;
import io.longwire.bench.subject.ServerProcesses;
import java.lang.management.ManagementFactory;

/** CPU time of the server, where its processes are known, and of the bench, from its making until it is stopped. */
final class CpuMeter {
    private final ServerProcesses server;
    private final CpuTime serverBefore;
    private CpuTime used = CpuTime.NONE;
    private long wallMicros = -Clock.micros();
    private long benchMicros = -benchCpuMicros();
    private long machineMicros = -ServerProcesses.machineCpuMicros();

    CpuMeter(ServerProcesses server) {
        this.server = server;
        serverBefore = server.cpu();
    }

    void stop() {
        wallMicros += Clock.micros();
        benchMicros += benchCpuMicros();
        machineMicros += ServerProcesses.machineCpuMicros();
        used = server.cpu().minus(serverBefore);
    }

    /** From the making until the stop. */
    double seconds() {
        return wallMicros / 1e6;
    }

    /** What the server used of one core. */
    double serverCores() {
        return (double) used.micros() / wallMicros;
    }

    /** The server's CPU time per unit of work, and how many cores each side and the rest of the machine kept busy. */
    void report(ResultBuilder result, String unitOfWork, long count) {
        if (server.isKnown()) {
            double units = Math.max(1, count);
            result.add("server CPU per " + unitOfWork, used.micros() / units, "µs");
            result.add("of it user", used.userMicros() / units, "µs");
            result.add("of it system", used.systemMicros() / units, "µs");
            result.add("server CPU", serverCores(), "cores");
        } else {
            result.note("the server's CPU is not measured: its PID was not given");
        }
        result.add("bench CPU", (double) benchMicros / wallMicros, "cores");
        long others = Math.max(0, machineMicros - used.micros() - benchMicros);
        result.add(server.isKnown() ? "other CPU" : "all other CPU", (double) others / wallMicros, "cores");
    }

    private static long benchCpuMicros() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000
                : 0;
    }
}
