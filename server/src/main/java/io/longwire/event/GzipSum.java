package io.longwire.event;

import java.util.zip.CRC32;

/**
 * What the end of a gzip body says of all text before it: its CRC-32 and its length (RFC 1952, 2.3.1), packed into a
 * {@code long}. The sum of two texts in a row follows from their sums, without the texts. Stateless; any thread.
 */
public final class GzipSum {
    /** Of no text. */
    public static final long NONE = 0;

    /** The generator of CRC-32, its powers in reverse: the highest bit is that of x to the 0. */
    private static final int POLYNOMIAL = 0xEDB88320;

    private static final int ONE = 1 << 31;
    /** x to the power of 8 × 2 to the i: what i doublings of a byte's length stand for. */
    private static final int[] POWERS = powers();

    private GzipSum() {}

    private static int[] powers() {
        var powers = new int[Integer.SIZE];
        int power = 1 << (31 - 8);
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power = multiply(power, power);
        }
        return powers;
    }

    /** Of a text. */
    public static long of(byte[] text) {
        var crc = new CRC32();
        crc.update(text, 0, text.length);
        return of((int) crc.getValue(), text.length);
    }

    /** Of a text with this CRC-32 and this length. */
    public static long of(int crc, int length) {
        return ((long) crc << 32) | (length & 0xffff_ffffL);
    }

    public static int crc(long sum) {
        return (int) (sum >>> 32);
    }

    /** Modulo 2 to the 32. */
    public static int length(long sum) {
        return (int) sum;
    }

    /** Of the one text and then the other. */
    public static long append(long sum, long next) {
        return of(multiply(shift(length(next)), crc(sum)) ^ crc(next), length(sum) + length(next));
    }

    /** What the CRC of a text is multiplied with when {@code length} bytes follow. */
    static int shift(int length) {
        int factor = ONE;
        for (int i = 0, rest = length; rest != 0; i++, rest >>>= 1) {
            if ((rest & 1) != 0) {
                factor = multiply(factor, POWERS[i]);
            }
        }
        return factor;
    }

    /** The product of two polynomials over GF(2), modulo that of CRC-32. */
    private static int multiply(int a, int b) {
        int product = 0;
        int power = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= power;
            }
            power = timesX(power);
        }
        return product;
    }

    static int timesX(int value) {
        return (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
    }
}
