package io.longwire.bench.load;

/** Whether numbers arrive as 1, 2, 3 …: none missing, none twice, none late. */
final class SequenceCheck {
    private long last;
    private long missing;
    private long repeated;

    void accept(long number) {
        if (number > last) {
            missing += number - last - 1;
            last = number;
        } else {
            repeated++;
        }
    }

    /** Numbers that were left out. */
    long missing() {
        return missing;
    }

    /** Numbers up to {@code expectedLast} that may still come. */
    long outstanding(long expectedLast) {
        return Math.max(0, expectedLast - last);
    }

    /** Numbers that came again, or after a greater one. */
    long repeated() {
        return repeated;
    }
}
