package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static final TrustedProxies TRUSTED = TrustedProxies.of(List.of("loopback", "10.0.0.0/8", "fd00::/8"));
    private static final InetAddress PROXY = address("127.0.0.1");

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress byXff(String... lines) {
        return ClientAddress.of(PROXY, TRUSTED, List.of(lines), List.of());
    }

    private static InetAddress byForwarded(String... lines) {
        return ClientAddress.of(PROXY, TRUSTED, List.of(), List.of(lines));
    }

    @Test
    void whoIsNotTrustedIsNotAskedForWhom() {
        InetAddress peer = address("203.0.113.7");
        assertThat(ClientAddress.of(peer, TRUSTED, List.of("198.51.100.1"), List.of("for=198.51.100.1")))
                .isEqualTo(peer);
        assertThat(ClientAddress.of(null, TRUSTED, List.of("198.51.100.1"), List.of()))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "198.51.100.1, 203.0.113.7 | 203.0.113.7",
                "198.51.100.1, 203.0.113.7, 10.0.0.1, 127.0.0.1 | 203.0.113.7",
                "198.51.100.1,203.0.113.7:4711,10.0.0.1:80 | 203.0.113.7",
                "2001:db8::1 | 2001:db8::1",
                "[2001:db8::1] | 2001:db8::1",
                "[2001:db8::1]:4711, fd00::1 | 2001:db8::1",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "203.0.113.7, , ,, 10.0.0.1, | 203.0.113.7",
                "10.0.0.1, 10.0.0.2 | 10.0.0.1",
                // Garbage ends the walk at the last good address.
                "203.0.113.7, unknown, 10.0.0.1 | 10.0.0.1",
                "203.0.113.7, proxy.example | 127.0.0.1",
                "203.0.113.7, 010.0.0.1 | 127.0.0.1",
                "203.0.113.7, 1.2.3.4:99999999 | 127.0.0.1",
                "203.0.113.7, fe80::1%eth0 | 127.0.0.1",
                "203.0.113.7, [10.0.0.1] | 127.0.0.1",
                "203.0.113.7, 1.2.3.4: | 127.0.0.1",
                "203.0.113.7, for=1.2.3.4 | 127.0.0.1"
            })
    void readsXForwardedForFromTheRight(String line, String client) {
        assertThat(byXff(line)).isEqualTo(address(client));
    }

    @Test
    void linesAreOneListInTheirOrder() {
        assertThat(byXff("198.51.100.1", "203.0.113.7, 10.0.0.1", "", "10.0.0.2"))
                .isEqualTo(address("203.0.113.7"));
        assertThat(byForwarded("for=198.51.100.1", "for=203.0.113.7, for=10.0.0.1", "for=10.0.0.2"))
                .isEqualTo(address("203.0.113.7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.7 | 203.0.113.7",
                "For=198.51.100.1, proto=https;FOR=203.0.113.7;by=10.0.0.9 | 203.0.113.7",
                "for=\"[2001:db8::1]:4711\" | 2001:db8::1",
                "for=\"203.0.113.7:_port\" ; host=\"a,b;for=198.51.100.1\" | 203.0.113.7",
                "for=203.0.113.7;host=\"a\\\"b, for=198.51.100.1\" | 203.0.113.7",
                "for=203.0.113.7, for=10.0.0.1 | 203.0.113.7",
                "for=203.0.113.7, for=unknown, for=10.0.0.1 | 10.0.0.1",
                "for=203.0.113.7, for=_hidden | 127.0.0.1",
                "for=203.0.113.7, for=\"_hidden\" | 127.0.0.1",
                "for=203.0.113.7, proto=https | 127.0.0.1",
                "for=203.0.113.7;for=198.51.100.1 | 127.0.0.1",
                "for=\"203.0.113.7 | 127.0.0.1",
                "for=\"203.0.113\\.7\" | 127.0.0.1",
                // What an inventor left open does not swallow what a proxy wrote.
                "for=198.51.100.1;by=\", for=203.0.113.7 | 203.0.113.7",
                "for=198.51.100.1;by=\"x\\, for=\"[2001:db8::1]\" | 2001:db8::1"
            })
    void readsForwardedFromTheRight(String line, String client) {
        assertThat(byForwarded(line)).isEqualTo(address(client));
    }

    @Test
    void xForwardedForGoesBeforeForwarded() {
        assertThat(ClientAddress.of(PROXY, TRUSTED, List.of("203.0.113.7"), List.of("for=198.51.100.1")))
                .isEqualTo(address("203.0.113.7"));
    }

    @Test
    void anEndlessChainOfTrustedProxiesIsNotFollowed() {
        var chain = new ArrayList<String>();
        chain.add("203.0.113.7");
        for (int i = 0; i < 5000; i++) {
            chain.add("10.0.0." + i % 256);
        }
        assertThat(TRUSTED.contains(byXff(String.join(",", chain)))).isTrue();
    }

    /** Whatever stands there: no exception; the peer or an address of the chain; nothing beyond the first stranger. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsItsPromisesForRandomChains(long seed) {
        var random = new Random(seed);
        List<String> pieces = List.of(
                "203.0.113.7",
                "198.51.100.1",
                "2001:db8::1",
                "10.0.0.1",
                "127.0.0.1",
                "fd00::1",
                "unknown",
                "_x",
                "",
                "[",
                "]",
                ":",
                "\"",
                "\\",
                ";",
                "for=",
                "For=\"",
                "%",
                " ",
                "=",
                "é",
                "\0",
                "999",
                "[2001:db8::2]:1");
        for (int round = 0; round < 20_000; round++) {
            var lines = new ArrayList<String>();
            for (int line = random.nextInt(4); line > 0; line--) {
                var text = new StringBuilder();
                for (int piece = random.nextInt(8); piece > 0; piece--) {
                    text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? "," : "");
                }
                lines.add(text.toString());
            }
            String all = String.join(",", lines);
            for (InetAddress client :
                    List.of(byXff(lines.toArray(String[]::new)), byForwarded(lines.toArray(String[]::new)))) {
                assertThat(client.equals(PROXY) || all.contains(AddressText.of(client)))
                        .as("%s of %s", client, lines)
                        .isTrue();
            }
        }
    }

    /** A well-formed chain of any length: the rightmost stranger, or when there is none the leftmost proxy. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void findsTheRightmostStranger(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var chain = new ArrayList<String>();
            for (int hop = random.nextInt(10); hop > 0; hop--) {
                chain.add(List.of("203.0.113.7", "198.51.100.1", "2001:db8::1", "10.0.0.1", "10.0.0.2", "fd00::1")
                        .get(random.nextInt(6)));
            }
            InetAddress expected = PROXY;
            for (int i = chain.size() - 1; i >= 0 && TRUSTED.contains(expected); i--) {
                expected = address(chain.get(i));
            }
            int split = chain.isEmpty() ? 0 : random.nextInt(chain.size());
            String[] lines = {
                String.join(", ", chain.subList(0, split)), String.join(",", chain.subList(split, chain.size()))
            };
            assertThat(byXff(lines)).as("%s", chain).isEqualTo(expected);
            String[] forwarded = new String[2];
            for (int line = 0; line < 2; line++) {
                forwarded[line] = (line == 0 ? chain.subList(0, split) : chain.subList(split, chain.size()))
                        .stream()
                                .map(a -> a.indexOf(':') < 0 ? "for=" + a : "proto=http; for=\"[" + a + "]:443\"")
                                .collect(java.util.stream.Collectors.joining(" , "));
            }
            assertThat(byForwarded(forwarded)).as("%s", chain).isEqualTo(expected);
        }
    }
}
