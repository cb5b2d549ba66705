package io.longwire.log;

/** Why a stream was told that it may have missed something. */
public enum ResyncReason {
    /** The log has dropped events after the position. */
    OVERRUN("overrun"),
    /** A topic was forgotten for want of room, so it cannot be told whether something was dropped. */
    FORGOTTEN("forgotten"),
    /** The reader was further behind than allowed; what it had not read was skipped. */
    LAG("lag"),
    /** The id is of another log: of an earlier process, or of another server. */
    OTHER_LOG("other-log"),
    /** The id is of this log but beyond its newest. */
    AHEAD("ahead"),
    /** Not an id of a log, nor one that a publisher gave to an event still held. */
    UNKNOWN_ID("unknown-id");

    private final String wireName;

    ResyncReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name that clients and counters see. */
    public String wireName() {
        return wireName;
    }
}
