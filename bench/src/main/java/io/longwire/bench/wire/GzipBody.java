package io.longwire.bench.wire;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a body with the content coding gzip as it arrives. One thread. */
public final class GzipBody implements AutoCloseable {
    /** Without optional fields: no server that is measured writes any. */
    private static final int HEADER_BYTES = 10;

    private final Inflater inflater = new Inflater(true);
    private int headerLeft = HEADER_BYTES;

    /** Takes what was inflated; the bytes are valid until the call returns. */
    public interface Sink {
        void inflated(byte[] bytes, int from, int to);
    }

    /**
     * Inflates all that the bytes give.
     *
     * @param scratch what the sink is handed
     */
    public void decode(byte[] bytes, int from, int to, byte[] scratch, Sink sink) {
        int skipped = Math.min(headerLeft, to - from);
        headerLeft -= skipped;
        if (skipped == to - from || inflater.finished()) {
            return;
        }
        inflater.setInput(bytes, from + skipped, to - from - skipped);
        try {
            for (int length = inflater.inflate(scratch); length > 0; length = inflater.inflate(scratch)) {
                sink.inflated(scratch, 0, length);
            }
        } catch (DataFormatException e) {
            throw new ProtocolException("what does not inflate: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
