package io.longwire.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses written as numbers; names are never looked up. Stateless; any thread. */
final class IpLiteral {
    /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
    private static final int LONGEST = 45;

    private static final int MAX_PORT_TEXT = 64;

    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern MAPPED = Pattern.compile("(?:::|(?:0{1,4}:){5})[Ff]{4}:([0-9.]+)");
    /** What may be IPv6; the rest is seen to by the JDK, which takes it for no name. */
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*");

    private IpLiteral() {}

    /**
     * IPv4 in four decimal parts without leading zeros, or IPv6 without brackets and zone; null for anything else. An
     * IPv4-mapped IPv6 address is the IPv4 one. Starts no logger, as Netty's parser would: settings are read before it is
     * known how to log.
     */
    static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            Matcher mapped = MAPPED.matcher(text);
            byte[] v4 = v4(mapped.matches() ? mapped.group(1) : text);
            if (v4 != null) {
                return InetAddress.getByAddress(v4);
            }
            return V6.matcher(text).matches() ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    /** Null when it is no IPv4 address; who reads leading zeros as octal reads another. */
    private static byte @Nullable [] v4(String text) {
        Matcher parts = V4.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        var bytes = new byte[parts.groupCount()];
        for (int i = 0; i < bytes.length; i++) {
            String part = parts.group(i + 1);
            int number = Integer.parseInt(part);
            if (number > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return null;
            }
            bytes[i] = (byte) number;
        }
        return bytes;
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
