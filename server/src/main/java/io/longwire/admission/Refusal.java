package io.longwire.admission;

/** Why a newcomer is refused for now; coming back later may help. Counted and logged by {@link Refusals}. */
public enum Refusal implements Admission {
    /** All the streams that there may be are open. */
    MAX_CONNECTIONS("max-connections"),
    /** All the streams that one address may have are open. */
    PER_IP("per-ip"),
    /** The server is stopping. */
    DRAINING("draining"),
    /** All the connections that there may be beside streams are open, and none of them is idle. */
    HTTP_CONNECTIONS("http-connections"),
    /** All of those that one address may have are open. */
    HTTP_PER_IP("http-per-ip"),
    /** The process has no file descriptor to spare. */
    DESCRIPTORS("descriptors");

    private final String wireName;

    Refusal(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in the health JSON and in the log. */
    public String wireName() {
        return wireName;
    }
}
