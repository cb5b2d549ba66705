package io.longwire.bench.load;

/**
 * What one subscriber has read, over all of its streams: one that comes back goes on where it was. The thread of the
 * loop that has its stream.
 */
public final class Reading {
    private final int number;
    private final SequenceCheck check = new SequenceCheck();
    private String lastEventId = "";
    private boolean ready;
    private boolean pausing;
    private boolean lost;

    public Reading(int number) {
        this.number = number;
    }

    /** Of the subscriber, from 0. */
    public int number() {
        return number;
    }

    public SequenceCheck check() {
        return check;
    }

    /** What the next stream says that it has seen; empty before the first id. */
    public String lastEventId() {
        return lastEventId;
    }

    void seen(String id) {
        if (!id.isEmpty()) {
            lastEventId = id;
        }
    }

    /** Whether it is the first time. */
    boolean becomesReady() {
        boolean first = !ready;
        ready = true;
        return first;
    }

    /** Its streams do not read any more, or again. */
    public void pause(boolean pause) {
        pausing = pause;
    }

    boolean pausing() {
        return pausing;
    }

    /** Its stream ended though the bench did not close it. */
    public boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
