package io.longwire.admission;

import io.longwire.config.SettingException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that are believed when they say for whom they ask. Immutable; any thread. */
public final class TrustedProxies {
    private static final String OFF = "off";
    private static final Map<String, List<String>> WORDS = Map.of(
            "loopback",
            List.of("127.0.0.0/8", "::1"),
            "private",
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"));

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads {@code SSE_TRUSTED_PROXIES}; throws {@link SettingException} for an entry that is not allowed.
     *
     * @param entries addresses, networks ({@code 10.0.0.0/8}, {@code fd00::/8}), {@code loopback}, {@code private}; or
     *     {@code off} alone
     */
    public static TrustedProxies of(List<String> entries) {
        if (entries.equals(List.of(OFF))) {
            return new TrustedProxies(List.of());
        }
        var networks = new ArrayList<Network>();
        for (String entry : entries) {
            for (String text : WORDS.getOrDefault(entry.toLowerCase(Locale.ROOT), List.of(entry))) {
                Network network = Network.parse(text);
                if (network == null) {
                    throw SettingException.notAllowed(
                            "SSE_TRUSTED_PROXIES",
                            entry,
                            "addresses and networks such as 10.1.2.3, 10.0.0.0/8 or fd00::/8, loopback, private, or"
                                    + " off alone");
                }
                networks.add(network);
            }
        }
        return new TrustedProxies(networks);
    }

    /** Whether what this peer says of others is believed. */
    public boolean contains(@Nullable InetAddress address) {
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Loopback, private and link-local addresses, which no client on the Internet has. */
    static TrustedProxies insiders() {
        return of(List.copyOf(WORDS.keySet()));
    }
}
