package io.longwire.bench.subject;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel holds for the whole machine: both ends of every connection on it.
 *
 * @param tcpSockets in use, established ones and others
 * @param tcpBufferBytes what waits to be sent or read, as the kernel accounts it
 * @param slabBytes its own objects of all kinds; sockets are among them
 * @param slabBytesByCache the same by kind; empty for who may not read it
 */
public record KernelMemory(long tcpSockets, long tcpBufferBytes, long slabBytes, Map<String, Long> slabBytesByCache) {
    private static final Pattern TCP = Pattern.compile("^TCP: inuse (\\d+) .*mem (\\d+)$", Pattern.MULTILINE);
    private static final Pattern SLAB = Pattern.compile("^Slab:\\s+(\\d+) kB$", Pattern.MULTILINE);
    /** Name, objects in use, objects there is room for, bytes of one. */
    private static final Pattern CACHE = Pattern.compile("^(\\S+) +\\d+ +(\\d+) +(\\d+) ", Pattern.MULTILINE);
    /** A TCP socket and its file, for either family of addresses. */
    private static final List<String> OF_SOCKETS = List.of("TCP", "TCPv6", "sock_inode_cache", "filp");
    /** sockstat counts in pages. */
    private static final long PAGE_BYTES = 4096;

    /** Of this moment, in this network namespace. */
    public static KernelMemory now() {
        try {
            Path slabinfo = Path.of("/proc/slabinfo");
            return parse(
                    Files.readString(Path.of("/proc/net/sockstat")),
                    Files.readString(Path.of("/proc/meminfo")),
                    Files.isReadable(slabinfo) ? Files.readString(slabinfo) : "");
        } catch (IOException e) {
            throw new BenchException("cannot read the kernel's memory", e);
        }
    }

    /** What sockets and their files take of the slab. */
    public long socketBytes() {
        return OF_SOCKETS.stream()
                .mapToLong(cache -> slabBytesByCache.getOrDefault(cache, 0L))
                .sum();
    }

    static KernelMemory parse(String sockstat, String meminfo, String slabinfo) {
        Map<String, Long> byCache = new TreeMap<>();
        Matcher cache = CACHE.matcher(slabinfo);
        while (cache.find()) {
            byCache.put(cache.group(1), Long.parseLong(cache.group(2)) * Long.parseLong(cache.group(3)));
        }
        Matcher tcp = TCP.matcher(sockstat);
        Matcher slab = SLAB.matcher(meminfo);
        boolean counted = tcp.find();
        return new KernelMemory(
                counted ? Long.parseLong(tcp.group(1)) : 0,
                counted ? Long.parseLong(tcp.group(2)) * PAGE_BYTES : 0,
                slab.find() ? Long.parseLong(slab.group(1)) * 1024 : 0,
                byCache);
    }
}
