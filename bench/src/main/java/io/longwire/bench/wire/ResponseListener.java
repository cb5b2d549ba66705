package io.longwire.bench.wire;

/** Takes an HTTP response as it arrives. */
public interface ResponseListener {
    void head(int status);

    /** A piece of the body; the bytes are valid until this call returns. */
    void body(byte[] bytes, int from, int to);

    /** The response is complete, and the connection may carry another. */
    void end();
}
