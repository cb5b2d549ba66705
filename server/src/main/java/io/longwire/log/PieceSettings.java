package io.longwire.log;

import java.util.function.LongSupplier;

/**
 * How pieces are made.
 *
 * @param thresholdBytes events smaller than this, as they go on the wire uncompressed, get none; negative: whatever is
 *     smallest is sent
 * @param nanoTime a clock that never steps, in ns: {@link System#nanoTime()}
 */
public record PieceSettings(long thresholdBytes, LongSupplier nanoTime) {
    /** What the original application took. */
    private static final long ENVELOPE_BYTES = 1024;

    /** Whatever is smallest. */
    public static final PieceSettings AUTO = new PieceSettings(-1, System::nanoTime);

    /** Data longer than this gets an envelope. */
    long envelopeThresholdBytes() {
        return thresholdBytes < 0 ? ENVELOPE_BYTES : thresholdBytes;
    }
}
