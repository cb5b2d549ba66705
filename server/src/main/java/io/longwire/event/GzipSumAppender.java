package io.longwire.event;

/**
 * Appends one and the same text to many sums: once there are several, with four look-ups for each, in tables made for the
 * text's length. Scratch space of one thread.
 */
public final class GzipSumAppender {
    private static final int BYTE_VALUES = 256;
    /** So many sums are worth the tables. */
    private static final int SEVERAL = 4;

    private final int[] products = new int[4 * BYTE_VALUES];
    private long next;
    private int appended;

    /** The text to append from now on. */
    public void prepare(long sumOfText) {
        next = sumOfText;
        appended = 0;
    }

    private void makeTables(long sumOfText) {
        int product = GzipSum.shift(GzipSum.length(sumOfText));
        for (int bit = 31; bit >= 0; bit--) {
            products[(bit >> 3) * BYTE_VALUES + (1 << (bit & 7))] = product;
            product = GzipSum.timesX(product);
        }
        for (int table = 0; table < products.length; table += BYTE_VALUES) {
            for (int value = 1; value < BYTE_VALUES; value++) {
                int lowest = value & -value;
                products[table + value] = products[table + (value ^ lowest)] ^ products[table + lowest];
            }
        }
    }

    /** The sum with the text behind it. */
    public long append(long sum) {
        if (appended++ < SEVERAL) {
            return GzipSum.append(sum, next);
        }
        if (appended == SEVERAL + 1) {
            makeTables(next);
        }
        int crc = GzipSum.crc(sum);
        int shifted = products[crc & 255]
                ^ products[BYTE_VALUES + ((crc >>> 8) & 255)]
                ^ products[2 * BYTE_VALUES + ((crc >>> 16) & 255)]
                ^ products[3 * BYTE_VALUES + (crc >>> 24)];
        return GzipSum.of(shifted ^ GzipSum.crc(next), GzipSum.length(sum) + GzipSum.length(next));
    }
}
