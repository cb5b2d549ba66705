package io.longwire.admission;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An address as text for log lines: IPv6 in its short form (RFC 5952) and without a zone. Stateless; any thread. */
public final class AddressText {
    private AddressText() {}

    /** {@code unknown} for null. */
    public static String of(@Nullable InetAddress address) {
        return address == null ? "unknown" : NetUtil.toAddressString(address);
    }
}
