package io.longwire.admission;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All addresses that begin with the same bits. Immutable; any thread.
 *
 * @param first an address of the network, four or sixteen bytes
 * @param bits how many of its bits count
 */
record Network(InetAddress first, int bits) {
    private static final int V4_BITS = 32;
    private static final int MAPPED_BITS = 96;
    private static final int V6_BITS = 128;

    /** An address or {@code address/bits}; null when the text is neither. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress first = IpLiteral.parse(address);
        if (first == null) {
            return null;
        }
        boolean v4 = first instanceof Inet4Address;
        boolean mapped = v4 && address.indexOf(':') >= 0;
        if (slash < 0) {
            return new Network(first, v4 ? V4_BITS : V6_BITS);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("0|[1-9]\\d{0,2}")) {
            return null;
        }
        int bits = Integer.parseInt(length) - (mapped ? MAPPED_BITS : 0);
        return bits < 0 || bits > (v4 ? V4_BITS : V6_BITS) ? null : new Network(first, bits);
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        int whole = bits / 8;
        if (mine.length != other.length || !Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || (mine[whole] & 0xFF) >>> (8 - rest) == (other[whole] & 0xFF) >>> (8 - rest);
    }
}
