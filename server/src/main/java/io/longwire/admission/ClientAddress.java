package io.longwire.admission;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is: the socket's peer, or, when that is a trusted proxy, whom it names. The chain is read from the
 * right, where the nearest proxy wrote, and no further than to the first address that is not a trusted proxy's; what
 * stands to the left of it that one may have invented. Stateless; any thread; names are never looked up.
 */
public final class ClientAddress {
    /** More proxies in a row than anybody has. */
    private static final int MAX_HOPS = 32;

    private ClientAddress() {}

    /**
     * Never throws, whatever the headers hold; where they hold no address, the last good one counts.
     *
     * @param peer null for a socket without an address
     * @param xForwardedFor values of all lines of {@code X-Forwarded-For}, in order
     * @param forwarded the same of {@code Forwarded}; read only when the other header is missing. A proxy that writes one
     *     of the two often passes the other on as the client sent it, and nearly all write {@code X-Forwarded-For}
     */
    public static @Nullable InetAddress of(
            @Nullable InetAddress peer, TrustedProxies trusted, List<String> xForwardedFor, List<String> forwarded) {
        if (peer == null || !trusted.contains(peer)) {
            return peer;
        }
        return xForwardedFor.isEmpty()
                ? walk(peer, trusted, new ElementsFromRight(forwarded), ForwardedElement::client)
                : walk(peer, trusted, new ElementsFromRight(xForwardedFor), IpLiteral::parseNode);
    }

    private static InetAddress walk(
            InetAddress peer,
            TrustedProxies trusted,
            ElementsFromRight elements,
            Function<String, @Nullable InetAddress> reader) {
        InetAddress last = peer;
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            String element = elements.next();
            InetAddress named = element == null ? null : reader.apply(element);
            if (named == null) {
                return last;
            }
            last = named;
            if (!trusted.contains(named)) {
                return named;
            }
        }
        return last;
    }
}
