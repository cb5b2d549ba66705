package io.longwire.log;

/** Who reads the log and wants to know that it grew: a shard. Called by whoever drains the sequencer. */
public interface LogListener {
    /** A newer view was published. Must not block, and may be called often: coalesce. */
    void logGrew();
}
