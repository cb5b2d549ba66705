package io.longwire.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Spreads connections over addresses 127.0.1.1 to 127.0.1.100, since one address has only some 28,000 ports. */
final class SourceAddresses {
    private static final int COUNT = 100;

    private SourceAddresses() {}

    /** Where the connection comes from; null leaves it to the kernel, as with a server that is not on loopback. */
    static @Nullable InetSocketAddress of(int connection, InetSocketAddress remote) {
        InetAddress server = remote.getAddress();
        if (!server.isLoopbackAddress() || server.getAddress().length != 4) {
            return null;
        }
        byte[] address = {127, 0, 1, (byte) (1 + connection % COUNT)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
