package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static boolean trusts(String entry, String address) throws UnknownHostException {
        return TrustedProxies.of(List.of(entry)).contains(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "10.0.0.0/8, 10.255.255.255",
        "192.168.4.0/22, 192.168.7.255",
        "0.0.0.0/0, 203.0.113.7",
        "10.1.2.3/32, 10.1.2.3",
        "10.1.2.3/8, 10.9.9.9",
        "2001:db8::/33, 2001:db8:7fff::1",
        "::/0, 2001:db8::1",
        "2001:DB8::1, 2001:db8::1",
        "::ffff:10.0.0.0/104, 10.200.0.1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "10.0.0.1, ::ffff:10.0.0.1",
        "loopback, 127.8.9.1",
        "loopback, ::1",
        "Loopback, ::1",
        "private, 10.0.0.1",
        "private, 172.31.255.255",
        "private, 192.168.0.1",
        "private, 169.254.1.1",
        "private, fd12::1",
        "private, fe80::1"
    })
    void trustsWhatItNames(String entry, String address) throws UnknownHostException {
        assertThat(trusts(entry, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.4",
        "10.0.0.0/8, 11.0.0.0",
        "192.168.4.0/22, 192.168.8.0",
        "0.0.0.0/0, 2001:db8::1",
        "::/0, 203.0.113.7",
        "2001:db8::/33, 2001:db8:8000::1",
        "loopback, 128.0.0.1",
        "loopback, ::2",
        "private, 172.32.0.0",
        "private, 127.0.0.1"
    })
    void doesNotTrust(String entry, String address) throws UnknownHostException {
        assertThat(trusts(entry, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "::1/129",
                "::ffff:10.0.0.0/95",
                "fe80::1%eth0",
                "[::1]",
                "10.0.0.1:80",
                "off",
                "*"
            })
    void whatIsNoAddressNamesNoProxy(String entry) {
        assertThat(TrustedProxies.isEntry(entry)).isFalse();
        assertThatThrownBy(() -> TrustedProxies.of(List.of("loopback", entry)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSocketWithoutAnAddressIsNotTrusted() {
        assertThat(TrustedProxies.of(List.of("0.0.0.0/0", "::/0")).contains(null))
                .isFalse();
    }
}
