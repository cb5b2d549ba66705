package io.longwire.bench.subject;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes in memory: all, with shared pages divided among their users, and those that are this process's alone. */
public record ResidentMemory(long rss, long pss, long privateDirty) {
    static ResidentMemory parse(String smapsRollup) {
        return new ResidentMemory(
                bytes(smapsRollup, "Rss"), bytes(smapsRollup, "Pss"), bytes(smapsRollup, "Private_Dirty"));
    }

    ResidentMemory plus(ResidentMemory other) {
        return new ResidentMemory(rss + other.rss, pss + other.pss, privateDirty + other.privateDirty);
    }

    private static long bytes(String smapsRollup, String name) {
        Matcher line = Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE)
                .matcher(smapsRollup);
        return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
    }
}
