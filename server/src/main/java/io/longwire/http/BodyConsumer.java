package io.longwire.http;

import io.netty.buffer.ByteBuf;

/** Takes a request's body as it arrives. On the request's loop; may throw {@link RequestException} to answer. */
public interface BodyConsumer {
    /** The next bytes, in order; not to be kept after the call. */
    void piece(ByteBuf bytes);

    /** The body is complete. */
    void end();

    /** The body will not become complete: its sender has gone, was too slow, or the request is answered already. */
    default void abandoned() {}
}
