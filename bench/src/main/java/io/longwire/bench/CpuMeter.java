package io.longwire.bench;

import io.longwire.bench.load.Clock;
import io.longwire.bench.subject.ServerProcesses;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** CPU time of the server, where its process is known, and of the bench, from its making until it is stopped. */
final class CpuMeter {
    private final @Nullable ServerProcesses server;
    private long wallMicros = -Clock.micros();
    private long serverMicros;
    private long benchMicros = -benchCpuMicros();
    private long machineMicros = -ServerProcesses.machineCpuMicros();

    CpuMeter(@Nullable ServerProcesses server) {
        this.server = server;
        if (server != null) {
            serverMicros = -server.cpuMicros();
        }
    }

    void stop() {
        wallMicros += Clock.micros();
        benchMicros += benchCpuMicros();
        machineMicros += ServerProcesses.machineCpuMicros();
        if (server != null) {
            serverMicros += server.cpuMicros();
        }
    }

    /** From the making until the stop. */
    double seconds() {
        return wallMicros / 1e6;
    }

    /** The server's CPU time per unit of work, and how many cores each side and the rest of the machine kept busy. */
    void report(Report report, String unitOfWork, long count) {
        if (server != null) {
            report.add("server CPU per " + unitOfWork, (double) serverMicros / Math.max(1, count), "µs");
            report.add("server CPU", (double) serverMicros / wallMicros, "cores");
        }
        report.add("bench CPU", (double) benchMicros / wallMicros, "cores");
        long others = Math.max(0, machineMicros - serverMicros - benchMicros);
        report.add(server == null ? "all other CPU" : "other CPU", (double) others / wallMicros, "cores");
    }

    private static long benchCpuMicros() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000
                : 0;
    }
}
