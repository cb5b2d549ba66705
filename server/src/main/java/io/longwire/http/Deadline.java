package io.longwire.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** By when a peer must have done what is expected of it next, if anything is. One per connection, on its loop. */
final class Deadline {
    /** How long the peer may take to close its side after us. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final HttpTimeouts timeouts;
    private final HeadCheck head;
    private boolean headTimed;
    private boolean bodyStreamed;
    private boolean set;
    private long nanos;

    /** @param head knows whether a head is arriving */
    Deadline(HttpTimeouts timeouts, HeadCheck head) {
        this.timeouts = timeouts;
        this.head = head;
    }

    /** For a connection to begin to speak. */
    void firstByte() {
        in(timeouts.request());
    }

    /** For a head that is arriving to be complete; more of the same head changes nothing. */
    void wholeHead() {
        if (head.isArriving() && !headTimed) {
            headTimed = true;
            in(timeouts.request());
        }
    }

    /** For the body of a request whose head is there. */
    void wholeBody() {
        headTimed = false;
        in(timeouts.request());
    }

    /** From here on for each piece of the body, not for all of it. */
    void streamedBody() {
        bodyStreamed = true;
        in(timeouts.streamedBody());
    }

    /** A piece of a body was taken. */
    void pieceTaken() {
        if (bodyStreamed) {
            in(timeouts.streamedBody());
        }
    }

    /** For the rest of a body that was held back. */
    void restOfBody() {
        in(bodyStreamed ? timeouts.streamedBody() : timeouts.request());
    }

    /** For the next request. */
    void nextRequest() {
        bodyStreamed = false;
        headTimed = head.isArriving();
        in(headTimed ? timeouts.request() : timeouts.keepAlive());
    }

    /** For the peer to read its answers, when it does not; else for what was expected anyway. */
    void writabilityChanged(boolean isWritable, @Nullable Exchange current) {
        if (!isWritable || (current != null && !current.bodyComplete)) {
            in(timeouts.request());
        } else if (current != null) {
            never();
        } else {
            nextRequest();
        }
    }

    /** For the peer to close its side. */
    void close() {
        in(LINGER);
    }

    /** When it is, of {@link System#nanoTime()}; says nothing when there is none. */
    long nanos() {
        return nanos;
    }

    void never() {
        set = false;
    }

    private void in(Duration span) {
        set = true;
        nanos = System.nanoTime() + span.toNanos();
    }

    /** @param now of {@link System#nanoTime()} */
    boolean hasPassed(long now) {
        return set && now - nanos >= 0;
    }
}
