package io.longwire.admission;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 one, since a household or a machine has a whole
 * /64. Immutable; any thread.
 */
record AddressKey(long bits, boolean v6) {
    /** Sockets without an IP address (a test's local channel) all count as one. */
    static AddressKey of(@Nullable InetAddress address) {
        if (address instanceof Inet6Address v6) {
            byte[] bytes = v6.getAddress();
            return isMappedV4(bytes)
                    ? new AddressKey(number(bytes, 12, 4), false)
                    : new AddressKey(number(bytes, 0, 8), true);
        }
        return address instanceof Inet4Address v4
                ? new AddressKey(number(v4.getAddress(), 0, 4), false)
                : new AddressKey(0, false);
    }

    /** As people write it: {@code 192.0.2.7}, {@code 2001:db8:1:2::/64}. */
    String text() {
        if (!v6) {
            return (bits >> 24 & 0xFF) + "." + (bits >> 16 & 0xFF) + "." + (bits >> 8 & 0xFF) + "." + (bits & 0xFF);
        }
        var text = new StringBuilder(24);
        for (long rest = bits; rest != 0; rest <<= 16) {
            text.append(text.isEmpty() ? "" : ":").append(Long.toHexString(rest >>> 48));
        }
        return text.append("::/64").toString();
    }

    private static boolean isMappedV4(byte[] bytes) {
        return number(bytes, 0, 8) == 0 && number(bytes, 8, 4) == 0xFFFF;
    }

    private static long number(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
