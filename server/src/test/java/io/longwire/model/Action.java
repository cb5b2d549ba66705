package io.longwire.model;

/** One step of a run. Its choices come from its own seed, so that leaving out another step changes them little. */
record Action(Kind kind, long seed) {
    /** What can be done, and how often of a hundred. */
    enum Kind {
        PUBLISH(24),
        PUBLISH_BATCH(8),
        PUBLISH_MANY(2),
        PUBLISH_LARGE(5),
        PUBLISH_END(2),
        PUBLISH_AGAIN(2),
        RUN(22),
        CONNECT(9),
        JOIN(2),
        RESUME(8),
        BOUNCE(3),
        LEAVE(3),
        BREAK(1),
        STOP_READING(6),
        READ_AGAIN(5),
        CLOCK(5),
        TICK(3),
        RESTART(1),
        HAND_OVER(2);

        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    @Override
    public String toString() {
        return kind + "/" + Long.toHexString(seed);
    }
}
