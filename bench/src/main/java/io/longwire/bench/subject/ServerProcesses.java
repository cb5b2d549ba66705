package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of the server's processes, added up. */
public final class ServerProcesses {
    /** USER_HZ: 100 on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** What the kernel takes for it in clear_refs. */
    private static final String RESET_PEAK = "5";

    private static final Pattern PEAK = Pattern.compile("^VmHWM:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private final List<Long> pids;
    private final List<ThreadTimes> threads;

    /** Throws where one of them cannot be read. */
    public ServerProcesses(List<Long> pids) {
        this.pids = List.copyOf(pids);
        threads = this.pids.stream().map(ThreadTimes::new).toList();
        cpu();
    }

    public boolean isKnown() {
        return !pids.isEmpty();
    }

    public List<Long> pids() {
        return pids;
    }

    /** CPU time used so far, as far as this object has seen it: the difference of two is what counts. One thread. */
    public CpuTime cpu() {
        CpuTime sum = CpuTime.NONE;
        for (int i = 0; i < pids.size(); i++) {
            CpuTime ticks = cpu(read(pids.get(i), "stat"));
            long micros = threads.get(i).micros();
            sum = sum.plus(
                    new CpuTime(micros < 0 ? ticks.tickMicros() : micros, ticks.userMicros(), ticks.systemMicros()));
        }
        return sum;
    }

    /** How far the ticks of all processes may be off between two looks: user and system each. */
    public long tickErrorMicros() {
        return 2 * MICROS_PER_TICK * pids.size();
    }

    /** CPU time that anything on this machine has used so far, or that its host has taken away. */
    public static long machineCpuMicros() {
        try (BufferedReader stat = Files.newBufferedReader(Path.of("/proc/stat"))) {
            return busyTicks(stat.readLine()) * MICROS_PER_TICK;
        } catch (IOException e) {
            throw new BenchException("cannot read /proc/stat", e);
        }
    }

    static long busyTicks(String cpuLine) {
        // user nice system idle iowait irq softirq steal; what follows is part of user
        String[] fields = cpuLine.trim().split(" +", -1);
        long busy = 0;
        for (int i = 1; i <= 8; i++) {
            busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return busy;
    }

    public ResidentMemory memory() {
        ResidentMemory sum = new ResidentMemory(0, 0, 0);
        for (long pid : pids) {
            sum = sum.plus(ResidentMemory.parse(read(pid, "smaps_rollup")));
        }
        return sum;
    }

    /** Begins the peak anew; false where that is not permitted, and it is then the peak since the processes began. */
    public boolean resetPeak() {
        try {
            for (long pid : pids) {
                Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), RESET_PEAK);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The most resident memory at any one time. */
    public long peakBytes() {
        return pids.stream().mapToLong(pid -> peakBytes(read(pid, "status"))).sum();
    }

    static long peakBytes(String status) {
        Matcher line = PEAK.matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
    }

    /** Open files, sockets among them. */
    public int descriptors() {
        int open = 0;
        for (long pid : pids) {
            String[] names = Path.of("/proc", Long.toString(pid), "fd").toFile().list();
            if (names == null) {
                throw new BenchException("cannot read the open files of process " + pid);
            }
            open += names.length;
        }
        return open;
    }

    static CpuTime cpu(String stat) {
        // The command's name, in parentheses, may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long user = Long.parseLong(fields[UTIME]) * MICROS_PER_TICK;
        long system = Long.parseLong(fields[STIME]) * MICROS_PER_TICK;
        return new CpuTime(user + system, user, system);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new BenchException("cannot read about process " + pid, e);
        }
    }
}
