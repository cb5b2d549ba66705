package io.longwire.admission;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The descriptors that are set aside. When accepting a socket fails for want of one they are let go, so that health can
 * still be asked for, and no new stream is taken until there are as many again to spare. One thread at a time changes
 * it; any thread may ask.
 */
public final class Descriptors {
    private static final Logger LOGGER = LoggerFactory.getLogger(Descriptors.class);
    private static final long MINUTE = 60_000_000_000L;

    private final int reserve;
    private final LongSupplier clock;
    private final Opener opener;
    private final ArrayDeque<AutoCloseable> held = new ArrayDeque<>();
    private long quietUntil;
    private boolean told;
    private volatile boolean runOut;

    /** Opens something that takes a descriptor and nothing else. */
    interface Opener {
        AutoCloseable open() throws IOException;
    }

    /** @param reserve how many are set aside; opened at once */
    public Descriptors(int reserve) {
        this(reserve, SocketChannel::open, System::nanoTime);
    }

    Descriptors(int reserve, Opener opener, LongSupplier clock) {
        this.reserve = reserve;
        this.opener = opener;
        this.clock = clock;
        this.quietUntil = clock.getAsLong();
        hold(reserve);
    }

    /** Whether there are none to spare, so that no new stream may take one. Any thread. */
    public boolean haveRunOut() {
        return runOut;
    }

    /** Accepting has failed for want of a descriptor: lets the reserve go. */
    public synchronized void runOut() {
        close(0);
        runOut = true;
        long now = clock.getAsLong();
        if (now - quietUntil >= 0) {
            quietUntil = now + MINUTE;
            told = true;
            LOGGER.error("SSE accepting pauses: the process has no file descriptor left; raise its limit of open files"
                    + " (ulimit -n), or lower SSE_MAX_CONNECTIONS");
        }
    }

    /** Sets the reserve aside again if there are twice as many to spare; whether it has. */
    public synchronized boolean recover() {
        // Twice: otherwise the next connection would take the last one, and so on every second.
        boolean enough = hold(2 * reserve);
        close(enough ? reserve : 0);
        if (enough && runOut) {
            runOut = false;
            if (told) {
                told = false;
                LOGGER.info("SSE accepting as before: there are file descriptors again");
            }
        }
        return enough;
    }

    private boolean hold(int count) {
        try {
            while (held.size() < count) {
                held.add(opener.open());
            }
            return true;
        } catch (IOException none) {
            LOGGER.debug("no descriptor to set aside: {}", none.toString());
            return false;
        }
    }

    private void close(int rest) {
        while (held.size() > rest) {
            try {
                held.remove().close();
            } catch (Exception e) {
                LOGGER.debug("closing what was set aside: {}", e.toString());
            }
        }
    }

    /** Lets the reserve go for good. */
    public synchronized void release() {
        close(0);
    }
}
