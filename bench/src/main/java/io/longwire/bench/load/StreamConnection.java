package io.longwire.bench.load;

import io.longwire.bench.wire.ResponseListener;
import java.net.InetSocketAddress;

/** One event stream. What happens to it is told to the {@link Streams} that opened it. */
public abstract class StreamConnection extends Connection implements ResponseListener {
    private final Streams<?> streams;
    private boolean open;

    StreamConnection(Streams<?> streams, LoadLoop loop, InetSocketAddress remote) {
        super(loop, remote);
        this.streams = streams;
    }

    @Override
    public void head(int status) {
        if (status == 200) {
            opened();
        } else {
            end("answered with status " + status);
        }
    }

    final void opened() {
        open = true;
        streams.opened(loop());
    }

    final boolean isOpen() {
        return open;
    }

    @Override
    public void body(byte[] bytes, int from, int to) {}

    @Override
    public void end() {
        end("ended by the server");
    }

    @Override
    void ended(String why) {
        streams.ended(open, why);
    }
}
