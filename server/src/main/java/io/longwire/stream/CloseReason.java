package io.longwire.stream;

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
    /** The server is stopping. */
    DRAIN("drain"),
    /** Something else went wrong with the socket. */
    ERROR("error");

    private final String wireName;

    CloseReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in logs, health and metrics. */
    public String wireName() {
        return wireName;
    }
}
