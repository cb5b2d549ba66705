package io.longwire.admission;

/** Why a newcomer is refused for now; coming back later may help. Counted and logged by {@link Refusals}. */
public enum Refusal implements Admission {
    /** All the streams that there may be are open. */
    MAX_CONNECTIONS("max-connections"),
    /** All the streams that one address may have are open. */
    PER_IP("per-ip"),
    /** The server is stopping. */
    DRAINING("draining");

    private final String wireName;

    Refusal(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in the health JSON and in the log. */
    public String wireName() {
        return wireName;
    }
}
