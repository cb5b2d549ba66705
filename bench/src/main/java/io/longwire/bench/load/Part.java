package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;

/** One process's part of streams that several share: each has every {@code processes}-th of them. */
public record Part(int index, int processes) {
    public static final Part WHOLE = new Part(0, 1);

    public Part {
        if (index < 0 || index >= processes) {
            throw new BenchException("there is no part " + index + " of " + processes);
        }
    }

    /** Among all, of the process's own stream. */
    int number(int own) {
        return own * processes + index;
    }

    /** How many of the first {@code all} are its own. */
    int of(int all) {
        return (all - index + processes - 1) / processes;
    }
}
