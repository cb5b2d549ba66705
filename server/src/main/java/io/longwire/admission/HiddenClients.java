package io.longwire.admission;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that many clients come from one inside address: most likely a proxy or a NAT that hides them, so that they
 * share what one address may have. Says so once per address and at most once an hour. Any thread; never blocks.
 */
final class HiddenClients {
    private static final Logger LOGGER = LoggerFactory.getLogger(HiddenClients.class);
    /** With fewer streams one address often has most of them. */
    static final int MANY = 20;

    private static final int MAX_WARNINGS = 16;
    private static final long HOUR = 3_600_000_000_000L;

    private final Supplier<TrustedProxies> trusted;
    private final TrustedProxies insiders = TrustedProxies.insiders();
    private final LongSupplier clock;
    private final Set<AddressKey> warned = ConcurrentHashMap.newKeySet();
    private final AtomicLong quietUntil;

    /**
     * @param trusted the proxies whose word counts now
     * @param clock of {@link System#nanoTime()}
     */
    HiddenClients(Supplier<TrustedProxies> trusted, LongSupplier clock) {
        this.trusted = trusted;
        this.clock = clock;
        this.quietUntil = new AtomicLong(clock.getAsLong());
    }

    /**
     * Looks at an address that was given one more stream. A trusted proxy is left alone: it may be a program of this
     * machine that opens streams of its own.
     *
     * @param open its streams now
     * @param active streams of all
     */
    void admitted(InetAddress address, int open, int active) {
        if (open >= MANY
                && open > active / 2
                && isSuspect(address)
                && !trusted.get().contains(address)) {
            warn(address, "holds " + open + " of " + active + " streams");
        }
    }

    /** Looks at an address that has all the streams that it may have. */
    void refused(InetAddress address, int limit) {
        if (isSuspect(address)) {
            warn(address, "has reached its limit of " + limit + " streams");
        }
    }

    private boolean isSuspect(InetAddress address) {
        return clock.getAsLong() - quietUntil.get() >= 0
                && warned.size() < MAX_WARNINGS
                && !warned.contains(AddressKey.of(address))
                && insiders.contains(address);
    }

    private void warn(InetAddress address, String what) {
        long now = clock.getAsLong();
        long until = quietUntil.get();
        if (now - until < 0 || !quietUntil.compareAndSet(until, now + HOUR)) {
            return; // another warns at this moment
        }
        warned.add(AddressKey.of(address));
        String text = AddressText.of(address);
        if (trusted.get().contains(address)) {
            LOGGER.warn(
                    "SSE address={} {}: it is a trusted proxy, but does not say in X-Forwarded-For for whom it asks",
                    text,
                    what);
        } else {
            LOGGER.warn(
                    "SSE address={} {}: probably a proxy or NAT that hides the clients; for a proxy of yours set"
                            + " SSE_TRUSTED_PROXIES={}, otherwise raise SSE_MAX_CONNECTIONS_PER_IP",
                    text,
                    what,
                    text);
        }
    }
}
