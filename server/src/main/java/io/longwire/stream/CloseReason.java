package io.longwire.stream;

import io.netty.channel.unix.Errors;
import java.io.IOException;

/** Why a stream ended. Every close has one reason, counted. */
public enum CloseReason {
    /** All its topics have ended. */
    ENDED("ended"),
    /** The peer closed in order. */
    CLIENT_CLOSED("client-closed"),
    /** The peer reset the connection. */
    RESET("reset"),
    /** The peer did not acknowledge what was sent, for the idle timeout. */
    VANISHED("vanished"),
    /** The peer took no byte for the idle timeout. */
    STALLED("stalled"),
    /** The reader was further behind than allowed, or than the log reaches back, and the policy is to close. */
    SLOW_READER("slow-reader"),
    /** A frame was half sent when the log dropped it, and there was no room left to keep its rest. */
    CUT("cut"),
    /** It was as old as a stream may be. */
    MAX_AGE("max-age"),
    /** The server is stopping. */
    DRAIN("drain"),
    /** Something else went wrong with the socket. */
    ERROR("error");

    /** Linux: a write to a peer that had closed in order before it refused what came after. */
    private static final int EPIPE = 32;
    /** Linux: what TCP_USER_TIMEOUT and keep-alive end with. */
    private static final int ETIMEDOUT = 110;

    private static final int EHOSTUNREACH = 113;

    private final String wireName;

    CloseReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in logs, health and metrics. */
    public String wireName() {
        return wireName;
    }

    /** Whether the stream ends with a last chunk, and what was written leaves before the socket closes. */
    boolean isOrderly() {
        return this == ENDED || this == MAX_AGE || this == DRAIN || this == SLOW_READER;
    }

    /** What a failed read or write says of the peer; the same on every transport. */
    public static CloseReason of(Throwable failure) {
        if (!(failure instanceof IOException)) {
            return ERROR;
        }
        if (failure instanceof Errors.NativeIoException named) {
            return switch (Math.abs(named.expectedErr())) {
                case EPIPE -> CLIENT_CLOSED;
                case ETIMEDOUT, EHOSTUNREACH -> VANISHED;
                default -> RESET;
            };
        }
        // Of a socket of the JDK the message is all there is.
        return switch (String.valueOf(failure.getMessage())) {
            case "Broken pipe" -> CLIENT_CLOSED;
            case "Connection timed out", "No route to host" -> VANISHED;
            default -> RESET;
        };
    }
}
