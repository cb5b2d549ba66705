package io.longwire.bench.wire;

/** The server sent what is not HTTP/1.1. */
public final class ProtocolException extends RuntimeException {
    ProtocolException(String message) {
        super(message);
    }
}
