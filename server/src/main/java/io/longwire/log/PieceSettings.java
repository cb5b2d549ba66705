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
    /** Whatever is smallest. */
    public static final PieceSettings AUTO = new PieceSettings(-1, System::nanoTime);
}
