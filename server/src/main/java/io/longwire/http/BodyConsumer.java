package io.longwire.http;

import io.netty.buffer.ByteBuf;

/** Takes a request's body as it arrives. On the request's loop; may throw {@link RequestException} to answer. */
public interface BodyConsumer {
    /** The next bytes, in order; not to be kept after the call. */
    void piece(ByteBuf bytes);

    /** The body is complete. */
    void end();

    /**
     * The body will not become complete: its sender has ended it too early, was too slow, broke its form, or has gone.
     *
     * @param why what a request that is cut short is answered with
     * @return whether the consumer answers it itself instead, now or soon; where it does not, whoever has only ended his
     *     side gets no answer
     */
    default boolean abandoned(RequestException why) {
        return false;
    }
}
