package io.longwire.bench.load;

/** Whether numbers arrive as 1, 2, 3 …: none missing, none twice, none late. */
public final class SequenceCheck {
    private long last;
    private long missing;
    private long announced;
    private long repeated;
    private boolean gapAnnounced;

    /** Whether the number is greater than all before. */
    boolean accept(long number) {
        if (number <= last) {
            repeated++;
            return false;
        }
        long gap = number - last - 1;
        if (gapAnnounced) {
            announced += gap;
        } else {
            missing += gap;
        }
        gapAnnounced = false;
        last = number;
        return true;
    }

    /** The server said that something may be left out before the next number. */
    void announceGap() {
        gapAnnounced = true;
    }

    /** The greatest number so far. */
    public long last() {
        return last;
    }

    /** Numbers that were left out, and nobody said so. */
    public long missing() {
        return missing;
    }

    /** Numbers that were left out as the server had said. */
    public long announced() {
        return announced;
    }

    /** Numbers up to {@code expectedLast} that may still come. */
    public long outstanding(long expectedLast) {
        return Math.max(0, expectedLast - last);
    }

    /** Numbers that came again, or after a greater one. */
    public long repeated() {
        return repeated;
    }
}
