package io.longwire.bench.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds ends of lines eight bytes at a time: the load must cost less than the server that it measures. */
final class LineEnds {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SIXTEENS = 0x1010101010101010L;

    private LineEnds() {}

    /** Where the first CR or LF stands; {@code to} when there is none. */
    static int find(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long controls = controls((long) WORD.get(bytes, at));
            if (controls == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(controls) >>> 3;
            if (isLineEnd(bytes[at])) {
                return at;
            }
            at++;
        }
        while (at < to && !isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    /** A high bit in the first byte of the word that is under 16, the line ends among them; above it false ones, too. */
    private static long controls(long word) {
        return (word - SIXTEENS) & ~word & HIGH_BITS;
    }
}
