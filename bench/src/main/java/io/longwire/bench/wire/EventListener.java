package io.longwire.bench.wire;

import org.jspecify.annotations.Nullable;

/** Takes the events of one stream. */
public interface EventListener {
    /**
     * One event.
     *
     * @param type null for an unnamed event
     * @param data valid until this call returns
     */
    void event(@Nullable String type, byte[] data, int length);
}
