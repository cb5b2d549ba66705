package io.longwire.stream;

import io.longwire.admission.AddressSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each stream that ended, up to a number a second; when many end at once, a line that says how many had
 * none. Its shard's loop only.
 */
final class CloseLog {
    static final int LINES_PER_SECOND = 500;

    private static final Logger LOGGER = LoggerFactory.getLogger(CloseLog.class);

    private final ConnectionIds ids;
    /** Shard clock (s) of the lines counted. */
    private int second;

    private int lines;
    private long untold;

    CloseLog(ConnectionIds ids) {
        this.ids = ids;
    }

    /**
     * A stream ended.
     *
     * @param now shard clock (s)
     * @param number the stream's
     * @param seconds how long it was open
     */
    void closed(int now, int number, AddressSlot address, int seconds, long events, long bytes, CloseReason reason) {
        if (!LOGGER.isInfoEnabled()) {
            return;
        }
        tellRest(now);
        if (lines >= LINES_PER_SECOND) {
            untold++;
            return;
        }
        lines++;
        LOGGER.info(
                "SSE closed id={} address={} seconds={} events={} bytes={} reason={}",
                ids.render(number),
                address.text(),
                seconds,
                events,
                bytes,
                reason.wireName());
    }

    /** Begins a new second when the one of the last line is over. */
    void tellRest(int now) {
        if (now == second) {
            return;
        }
        second = now;
        lines = 0;
        if (untold > 0) {
            LOGGER.info("SSE closed more={}", untold);
            untold = 0;
        }
    }
}
