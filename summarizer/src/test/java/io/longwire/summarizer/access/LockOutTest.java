package io.longwire.summarizer.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockOutTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LockOut lockOut = new LockOut(() -> now);

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private void fail(String address, int times) throws UnknownHostException {
        for (int i = 0; i < times; i++) {
            lockOut.failed(address(address));
        }
    }

    @Test
    void anAddressIsKeptOutAfterSoManyFailuresAndLetInLater() throws Exception {
        fail("192.0.2.1", LockOut.FAILURES - 1);
        assertThat(lockOut.remaining(address("192.0.2.1"))).isZero();
        assertThat(lockOut.failed(address("192.0.2.1"))).isTrue();
        assertThat(lockOut.remaining(address("192.0.2.1"))).isEqualTo(LockOut.TIME);
        assertThat(lockOut.remaining(address("192.0.2.2"))).isZero();
        now = now.plus(LockOut.TIME);
        assertThat(lockOut.remaining(address("192.0.2.1"))).isZero();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(lockOut.failed(address("192.0.2.1"))).isFalse();
    }

    @Test
    void theRightCodeEndsTheCount() throws Exception {
        fail("192.0.2.1", LockOut.FAILURES - 1);
        lockOut.succeeded(address("192.0.2.1"));
        fail("192.0.2.1", LockOut.FAILURES - 1);
        assertThat(lockOut.remaining(address("192.0.2.1"))).isZero();
    }

    @Test
    void ofIpv6TheNetworkCounts() throws Exception {
        for (int i = 0; i < LockOut.FAILURES; i++) {
            lockOut.failed(address("2001:db8::" + i));
        }
        assertThat(lockOut.remaining(address("2001:db8::ffff"))).isPositive();
        assertThat(lockOut.remaining(address("2001:db8:0:1::1"))).isZero();
    }

    @Test
    void ofManyAddressesTheOldestAreForgotten() throws Exception {
        fail("192.0.2.1", LockOut.FAILURES);
        for (int i = 0; i < 10_000; i++) {
            lockOut.failed(address("10.0." + i / 256 + "." + i % 256));
        }
        assertThat(lockOut.remaining(address("192.0.2.1"))).isZero();
    }
}
