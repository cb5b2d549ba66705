package io.longwire.admission;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that are believed when they say for whom they ask. Immutable; any thread. */
public final class TrustedProxies {
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
     * Those that the entries name; none: nobody is believed. Throws {@link IllegalArgumentException} for one that is none.
     *
     * @param entries as {@link #isEntry} takes them
     */
    public static TrustedProxies of(List<String> entries) {
        var networks = new ArrayList<Network>();
        for (String entry : entries) {
            List<Network> named = named(entry);
            if (named == null) {
                throw new IllegalArgumentException("'" + entry + "' names no proxy");
            }
            networks.addAll(named);
        }
        return new TrustedProxies(networks);
    }

    /**
     * Whether a text names proxies: an address or a network ({@code 10.0.0.0/8}, {@code fd00::/8}), by number alone, since
     * a name could come to mean another machine; or {@code loopback} or {@code private}, in any case.
     */
    public static boolean isEntry(String text) {
        return named(text) != null;
    }

    /** Null when the text names none. */
    private static @Nullable List<Network> named(String entry) {
        var networks = new ArrayList<Network>();
        for (String text : WORDS.getOrDefault(entry.toLowerCase(Locale.ROOT), List.of(entry))) {
            Network network = Network.parse(text);
            if (network == null) {
                return null;
            }
            networks.add(network);
        }
        return networks;
    }

    /** Whether what this peer says of others is believed. */
    public boolean contains(@Nullable InetAddress address) {
        if (address == null) {
            return false;
        }
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Loopback, private and link-local addresses, which no client on the Internet has. */
    static TrustedProxies insiders() {
        return of(List.copyOf(WORDS.keySet()));
    }
}
