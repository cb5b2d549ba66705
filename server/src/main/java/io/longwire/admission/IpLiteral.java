package io.longwire.admission;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses written as numbers; names are never looked up. Stateless; any thread. */
final class IpLiteral {
    /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
    private static final int LONGEST = 45;

    private static final int MAX_PORT_TEXT = 64;

    private IpLiteral() {}

    /**
     * IPv4 in four decimal parts without leading zeros, or IPv6 without brackets and zone; null for anything else. An
     * IPv4-mapped IPv6 address is the IPv4 one.
     */
    static @Nullable InetAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return null;
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            boolean v4 = text.indexOf(':') < 0;
            // Who reads leading zeros as octal reads another address.
            return v4 && !address.getHostAddress().equals(text) ? null : address;
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    /** As {@link #parse}, with brackets around IPv6 or without, and with a port, which is dropped, or without. */
    static @Nullable InetAddress parseNode(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            int colon = text.indexOf(':');
            boolean v6 = colon > 0 && colon < end;
            return v6 && isPortOrNothing(text, end + 1) ? parse(text.substring(1, end)) : null;
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPortOrNothing(text, colon) ? parse(text.substring(0, colon)) : null;
        }
        return parse(text);
    }

    /** A colon and a port, a number or an obfuscated one (RFC 7239, 6.2). */
    private static boolean isPortOrNothing(String text, int from) {
        int length = text.length() - from - 1;
        return length < 0
                || (length > 0
                        && length <= MAX_PORT_TEXT
                        && text.charAt(from) == ':'
                        && text.substring(from + 1).matches("\\d{1,5}|_[A-Za-z0-9._-]+"));
    }
}
