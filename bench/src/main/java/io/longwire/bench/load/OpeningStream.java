package io.longwire.bench.load;

import io.longwire.bench.wire.ResponseDecoder;
import java.net.InetSocketAddress;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A stream that counts as open with the first byte of its body, and is held idle then. */
public final class OpeningStream extends StreamConnection {
    private final Histogram micros;
    private final long startMicros = Clock.micros();
    private @Nullable ResponseDecoder decoder = new ResponseDecoder(this);

    /** The time from here to that byte goes into the histogram, which belongs to the loop. */
    public OpeningStream(Streams<?> streams, LoadLoop loop, InetSocketAddress remote, Histogram micros) {
        super(streams, loop, remote);
        this.micros = micros;
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        if (decoder != null) {
            decoder.decode(bytes, from, to);
        }
    }

    @Override
    public void head(int status) {
        if (status != 200) {
            super.head(status);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        if (decoder != null) {
            decoder = null;
            micros.recordValue(Math.max(0, loop().nowMicros() - startMicros));
            opened();
        }
    }
}
