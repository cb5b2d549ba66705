package io.longwire.bench.load;

/** The data of an event: its number in the sequence, when it was to be sent, and padding. */
public final class Payload {
    /** Room for the two numbers. */
    public static final int MIN_BYTES = 40;

    private static final String MARK = "bench ";

    private long sequence;
    private long sentMicros;

    /** Exactly {@code bytes} characters that need no escapes in JSON. */
    static String of(long sequence, long sentMicros, int bytes) {
        StringBuilder text = new StringBuilder(bytes)
                .append(MARK)
                .append(sequence)
                .append(' ')
                .append(sentMicros);
        text.append(' ');
        while (text.length() < bytes) {
            text.append('x');
        }
        return text.toString();
    }

    /** Reads the numbers; false when the data is not of this form. */
    boolean read(byte[] data, int length) {
        if (length < MIN_BYTES || data[0] != 'b' || data[MARK.length() - 1] != ' ') {
            return false;
        }
        int at = MARK.length();
        long number = 0;
        for (; at < length && data[at] != ' '; at++) {
            number = number * 10 + data[at] - '0';
        }
        sequence = number;
        number = 0;
        for (at++; at < length && data[at] != ' '; at++) {
            number = number * 10 + data[at] - '0';
        }
        sentMicros = number;
        return at < length;
    }

    long sequence() {
        return sequence;
    }

    long sentMicros() {
        return sentMicros;
    }
}
