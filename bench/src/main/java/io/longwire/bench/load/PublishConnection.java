package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.wire.ResponseDecoder;
import io.longwire.bench.wire.ResponseListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Publishes and waits for each answer, on one connection unless the server closes it after an answer. One thread. */
public final class PublishConnection implements AutoCloseable, ResponseListener {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final InetSocketAddress server;
    private Socket socket;
    private final ResponseDecoder decoder = new ResponseDecoder(this);
    private final byte[] received = new byte[8_192];
    private final StringBuilder refusal = new StringBuilder();
    private int status;
    private boolean answered;

    public PublishConnection(InetSocketAddress server) {
        this.server = server;
        socket = connect();
    }

    private Socket connect() {
        Socket connection = new Socket();
        try {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.connect(server, TIMEOUT_MILLIS);
            return connection;
        } catch (IOException e) {
            close(connection);
            throw new BenchException("cannot connect to " + server, e);
        }
    }

    /** Returns when the server has acknowledged. */
    public void publish(byte[] request) {
        if (decoder.closes()) {
            close();
            socket = connect();
        }
        answered = false;
        try {
            socket.getOutputStream().write(request);
            while (!answered) {
                int length = socket.getInputStream().read(received);
                if (length < 0) {
                    throw new IOException("the server closed the connection");
                }
                decoder.decode(received, 0, length);
            }
        } catch (IOException e) {
            throw new BenchException("publishing failed", e);
        }
        if (status / 100 != 2) {
            throw new BenchException("publishing was answered with " + status + ": " + refusal);
        }
    }

    @Override
    public void head(int answer) {
        status = answer;
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        if (status / 100 != 2) {
            refusal.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void end() {
        answered = true;
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
