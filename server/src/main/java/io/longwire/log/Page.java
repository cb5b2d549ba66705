package io.longwire.log;

/**
 * A page of frames read from the log, and where it ends. Scratch space of one shard, filled by {@link LogReader} over
 * and over; valid within one turn only, since it speaks of memory behind {@link ReadFences}.
 */
public final class Page {
    /** Frames of one page at most. */
    public static final int MAX_FRAMES = 512;

    private final Segment[] segments = new Segment[MAX_FRAMES];
    private final int[] rows = new int[MAX_FRAMES];
    private int count;
    private int bytes;
    private long through;
    private boolean lost;
    private long firstFiltered;

    Page reset(long after) {
        count = 0;
        bytes = 0;
        through = after;
        lost = false;
        firstFiltered = 0;
        return this;
    }

    void add(Segment segment, int row) {
        segments[count] = segment;
        rows[count] = row;
        count++;
        bytes += segment.end(row) - segment.start(row);
    }

    void through(long id) {
        through = id;
    }

    void lost() {
        lost = true;
    }

    /** How many frames. */
    public int count() {
        return count;
    }

    /** Bytes of all frames. */
    public int bytes() {
        return bytes;
    }

    public Segment segment(int frame) {
        return segments[frame];
    }

    public int row(int frame) {
        return rows[frame];
    }

    public long id(int frame) {
        return segments[frame].id(rows[frame]);
    }

    public int start(int frame) {
        return segments[frame].start(rows[frame]);
    }

    public int end(int frame) {
        return segments[frame].end(rows[frame]);
    }

    /** Everything asked for up to this id is in this page or in those before it. */
    public long through() {
        return through;
    }

    /** The first id that a type filter left out; 0 when it left out none. */
    public long firstFiltered() {
        return firstFiltered;
    }

    void filtered(long id) {
        if (firstFiltered == 0) {
            firstFiltered = id;
        }
    }

    /** Whether the log no longer holds everything after the position asked for; the page is then empty. */
    public boolean isLost() {
        return lost;
    }

    /** The first frame after {@code frame} that does not lie right behind its predecessor. */
    public int runEnd(int frame) {
        int next = frame + 1;
        while (next < count && segments[next] == segments[frame] && rows[next] == rows[next - 1] + 1) {
            next++;
        }
        return next;
    }
}
