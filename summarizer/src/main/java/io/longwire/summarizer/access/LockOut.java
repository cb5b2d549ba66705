package io.longwire.summarizer.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out addresses that gave a wrong code too often. Of IPv6 the network counts, the first 64 bits. Bounded: of many
 * addresses those that failed longest ago are forgotten. Any thread.
 */
public final class LockOut {
    /** Wrong codes that an address may give. */
    public static final int FAILURES = 5;
    /** How long an address is kept out, and how long its failures count. */
    public static final Duration TIME = Duration.ofMinutes(15);

    private static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    /** The oldest first. Guarded by this. */
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    public LockOut(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the address is kept out still; zero when it is not. */
    public synchronized Duration remaining(@Nullable InetAddress address) {
        Failures known = failures.get(key(address));
        if (known == null || known.count < FAILURES) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), known.last.plus(TIME));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** It gave a wrong code; whether it is kept out from now on. */
    public synchronized boolean failed(@Nullable InetAddress address) {
        String key = key(address);
        Instant now = clock.instant();
        Failures before = failures.remove(key);
        int count = before == null || before.last.plus(TIME).isBefore(now) ? 1 : before.count + 1;
        failures.put(key, new Failures(count, now));
        if (failures.size() > ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
        return count >= FAILURES;
    }

    /** It gave the right code. */
    public synchronized void succeeded(@Nullable InetAddress address) {
        failures.remove(key(address));
    }

    private static String key(@Nullable InetAddress address) {
        if (address == null) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
