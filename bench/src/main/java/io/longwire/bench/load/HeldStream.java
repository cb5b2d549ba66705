package io.longwire.bench.load;

import io.longwire.bench.wire.ResponseDecoder;
import java.net.InetSocketAddress;
import org.HdrHistogram.Histogram;

/** An idle stream whose silences are measured. */
public final class HeldStream extends StreamConnection {
    private final ResponseDecoder decoder = new ResponseDecoder(this);
    private final Histogram silences;
    private long lastMicros;

    /** Times between what arrives go into the histogram, in microseconds; it belongs to the loop. */
    public HeldStream(Streams<?> streams, LoadLoop loop, InetSocketAddress remote, Histogram silences) {
        super(streams, loop, remote);
        this.silences = silences;
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        decoder.decode(bytes, from, to);
    }

    @Override
    public void head(int status) {
        lastMicros = loop().nowMicros();
        super.head(status);
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        long now = loop().nowMicros();
        silences.recordValue(Math.max(0, now - lastMicros));
        lastMicros = now;
    }

    /** For how long nothing has come. */
    public long silentMicros(long nowMicros) {
        return nowMicros - lastMicros;
    }
}
