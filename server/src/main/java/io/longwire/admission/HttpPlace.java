package io.longwire.admission;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection's place among those that are no streams. Any thread. */
public final class HttpPlace {
    private final HttpConnectionLimit limit;
    private final @Nullable AddressCount count;
    private final boolean beyondBound;
    private final AtomicBoolean left = new AtomicBoolean();

    HttpPlace(HttpConnectionLimit limit, @Nullable AddressCount count, boolean beyondBound) {
        this.limit = limit;
        this.count = count;
        this.beyondBound = beyondBound;
    }

    /** Whether room must be made for it, since all places were taken when it came. */
    public boolean isBeyondBound() {
        return beyondBound;
    }

    /** Gives it back because there was no room, which is recorded. */
    public void refuse(@Nullable InetAddress peer) {
        limit.refuse(peer);
        leave();
    }

    /** Gives it back; once, however often it is called. */
    public void leave() {
        if (left.compareAndSet(false, true)) {
            limit.leave(count);
        }
    }
}
