package io.longwire.api;

import io.longwire.http.BodyConsumer;
import io.longwire.http.RequestException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gathers a body, up to a bound, and passes it on whole. On the request's loop. */
public final class CollectedBody implements BodyConsumer {
    private final PublishLimits limits;
    private final Consumer<byte[]> whole;
    private final Runnable abandoned;
    private byte[] bytes = {};
    private int length;

    /**
     * Throws {@link RequestException} (413) when it is announced as too large.
     *
     * @param announced bytes that the head says will come; 0 when it does not say
     * @param abandoned called instead of {@code whole} when the body does not become complete
     */
    public CollectedBody(long announced, PublishLimits limits, Consumer<byte[]> whole, Runnable abandoned) {
        this.limits = limits;
        this.whole = whole;
        this.abandoned = abandoned;
        if (announced > limits.batchBytes()) {
            throw limits.tooManyBytes();
        }
    }

    /** Throws {@link RequestException} (413) when it becomes too large. */
    @Override
    public void piece(ByteBuf piece) {
        int more = piece.readableBytes();
        if (length + (long) more > limits.batchBytes()) {
            abandoned.run();
            throw limits.tooManyBytes();
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, length == 0 ? more : Math.max(length + more, length * 2));
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    @Override
    public void end() {
        whole.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    @Override
    public boolean abandoned(RequestException why) {
        abandoned.run();
        return false;
    }
}
