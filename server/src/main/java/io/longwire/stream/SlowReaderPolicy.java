package io.longwire.stream;

/** What happens to a reader that falls further behind than allowed. */
public enum SlowReaderPolicy {
    /** It is told, and goes on. */
    RESYNC,
    /** It is closed, in order. */
    CLOSE
}
