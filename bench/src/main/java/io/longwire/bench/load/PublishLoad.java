package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.wire.ResponseDecoder;
import io.longwire.bench.wire.ResponseListener;
import java.net.InetSocketAddress;

/** Sends the same request again as soon as it is answered, on a new connection where the server closes the old one. */
public final class PublishLoad extends Connection implements ResponseListener {
    private final ResponseDecoder decoder = new ResponseDecoder(this);
    private final InetSocketAddress server;
    private final byte[] request;
    private final Acknowledgements acknowledgements;
    private long sentMicros;

    private PublishLoad(LoadLoop loop, InetSocketAddress remote, byte[] request, Acknowledgements acknowledgements) {
        super(loop, remote);
        server = remote;
        this.request = request;
        this.acknowledgements = acknowledgements;
    }

    /** Opens a connection that goes on until its loop ends; any thread. */
    public static void start(
            LoadLoop loop, InetSocketAddress server, byte[] request, Acknowledgements acknowledgements) {
        loop.execute(() -> {
            try {
                PublishLoad connection = new PublishLoad(loop, server, request, acknowledgements);
                connection.sentMicros = Clock.micros();
                connection.open(null, request);
            } catch (BenchException e) {
                acknowledgements.fail(String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    void received(byte[] bytes, int from, int to) {
        decoder.decode(bytes, from, to);
    }

    @Override
    public void head(int status) {
        if (status / 100 != 2) {
            end("answered with status " + status);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {}

    @Override
    public void end() {
        long now = loop().nowMicros();
        acknowledgements.add(now - sentMicros);
        if (decoder.closes()) {
            close();
            start(loop(), server, request, acknowledgements);
            return;
        }
        sentMicros = now;
        send(request);
    }

    @Override
    void ended(String why) {
        acknowledgements.fail(why);
    }
}
