package io.longwire.bench.load;

import io.longwire.bench.wire.ResponseDecoder;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A stream that is held open and whose bytes are dropped. */
public final class IdleStream extends StreamConnection {
    private @Nullable ResponseDecoder decoder = new ResponseDecoder(this);

    public IdleStream(Streams<?> streams, LoadLoop loop, InetSocketAddress remote) {
        super(streams, loop, remote);
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        if (decoder != null) {
            decoder.decode(bytes, from, to);
        }
    }

    @Override
    public void head(int status) {
        decoder = null;
        super.head(status);
    }
}
