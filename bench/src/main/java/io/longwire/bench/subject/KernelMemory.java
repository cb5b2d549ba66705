package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel holds for the whole machine: both ends of every connection on it.
 *
 * @param tcpSockets in use, established ones and others
 * @param tcpBufferBytes what waits to be sent or read, as the kernel accounts it
 * @param slabBytes its own objects of all kinds; sockets are among them
 */
public record KernelMemory(long tcpSockets, long tcpBufferBytes, long slabBytes) {
    private static final Pattern TCP = Pattern.compile("^TCP: inuse (\\d+) .*mem (\\d+)$", Pattern.MULTILINE);
    private static final Pattern SLAB = Pattern.compile("^Slab:\\s+(\\d+) kB$", Pattern.MULTILINE);
    /** sockstat counts in pages. */
    private static final long PAGE_BYTES = 4096;

    /** Of this moment, in this network namespace. */
    public static KernelMemory now() {
        try {
            return parse(Files.readString(Path.of("/proc/net/sockstat")), Files.readString(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            throw new BenchException("cannot read the kernel's memory", e);
        }
    }

    static KernelMemory parse(String sockstat, String meminfo) {
        Matcher tcp = TCP.matcher(sockstat);
        Matcher slab = SLAB.matcher(meminfo);
        boolean counted = tcp.find();
        return new KernelMemory(
                counted ? Long.parseLong(tcp.group(1)) : 0,
                counted ? Long.parseLong(tcp.group(2)) * PAGE_BYTES : 0,
                slab.find() ? Long.parseLong(slab.group(1)) * 1024 : 0);
    }
}
