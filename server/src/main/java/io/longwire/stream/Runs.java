package io.longwire.stream;

import io.longwire.event.WireForm;
import io.longwire.log.Memory;
import io.longwire.log.Page;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page made ready for sockets, once for all that get it: frames that lie side by side are one range, and several
 * ranges one vector for {@code writev}. Scratch space of one shard; its loop only; valid within a turn.
 */
final class Runs {
    private final Memory[] memories = new Memory[Page.MAX_FRAMES];
    private final int[] from = new int[Page.MAX_FRAMES];
    private final int[] to = new int[Page.MAX_FRAMES];
    private final Memory vector = new Memory(Page.MAX_FRAMES * 16);
    private int count;
    private long bytes;
    private boolean vectorReady;
    private WireForm form = WireForm.CHUNKED;
    private @Nullable Page page;

    void prepare(Page page, WireForm wireForm) {
        this.page = page;
        count = 0;
        bytes = 0;
        vectorReady = false;
        form = wireForm;
        for (int frame = 0; frame < page.count(); ) {
            int next = form == WireForm.CHUNKED ? page.runEnd(frame) : frame + 1;
            memories[count] = page.segment(frame).memory();
            from[count] = begin(page, frame);
            to[count] = end(page, next - 1);
            bytes += to[count] - from[count];
            count++;
            frame = next;
        }
    }

    private int begin(Page page, int frame) {
        return Frames.start(page.segment(frame), page.row(frame), form);
    }

    private int end(Page page, int frame) {
        return Frames.end(page.segment(frame), page.row(frame), form);
    }

    /** Bytes a connection gets of the page's frame. */
    int length(Page page, int frame) {
        return end(page, frame) - begin(page, frame);
    }

    int count() {
        return count;
    }

    /** The page that was made ready. */
    Page page() {
        return Objects.requireNonNull(page);
    }

    /** All bytes. */
    long bytes() {
        return bytes;
    }

    Memory memory(int run) {
        return memories[run];
    }

    int from(int run) {
        return from[run];
    }

    int to(int run) {
        return to[run];
    }

    /** Address of {@code struct iovec[count]} for all runs; filled at the first call after {@link #prepare}. */
    long vectorAddress() {
        if (!vectorReady) {
            for (int run = 0; run < count; run++) {
                vector.buffer().putLong(run * 16, memories[run].address() + from[run]);
                vector.buffer().putLong(run * 16 + 8, to[run] - from[run]);
            }
            vectorReady = true;
        }
        return vector.address();
    }

    void free() {
        vector.free();
    }
}
