package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HiddenClientsTest {
    private static final long HOUR = 3_600_000_000_000L;

    private final CapturedLog log = new CapturedLog(HiddenClients.class);
    private final AtomicLong now = new AtomicLong(-5);
    private final TrustedProxies loopback = TrustedProxies.of(List.of("loopback"));
    private final HiddenClients hidden = new HiddenClients(() -> loopback, now::get);

    @AfterEach
    void release() {
        log.close();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void anInsideAddressThatHoldsMostStreamsIsNamedOnce() throws UnknownHostException {
        InetAddress proxy = address("172.17.0.1");
        hidden.admitted(proxy, 19, 19);
        hidden.admitted(proxy, 20, 40);
        assertThat(log.lines()).isEmpty();
        hidden.admitted(proxy, 21, 41);
        hidden.admitted(proxy, 22, 42);
        now.addAndGet(2 * HOUR);
        hidden.admitted(proxy, 23, 43);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("SSE address=172.17.0.1 holds 21 of 41 streams")
                .contains("SSE_TRUSTED_PROXIES=172.17.0.1");
    }

    @Test
    void anInsideAddressAtItsLimitIsNamed() throws UnknownHostException {
        hidden.refused(address("fd00::1"), 10);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("SSE address=fd00::1 has reached its limit of 10 streams")
                .contains("SSE_TRUSTED_PROXIES");
    }

    @Test
    void aTrustedProxyThatNamesNobodyIsToldWhatIsMissing() throws UnknownHostException {
        hidden.admitted(address("127.0.0.1"), 30, 30);
        hidden.refused(address("127.0.0.1"), 10);
        assertThat(log.lines()).singleElement().asString().contains("X-Forwarded-For");
    }

    @Test
    void anAddressOfTheInternetIsNobodysProxy() throws UnknownHostException {
        hidden.refused(address("203.0.113.7"), 10);
        hidden.admitted(address("2001:db8::1"), 100, 100);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void warningsAreAnHourApartAndNotMoreThanSixteen() throws UnknownHostException {
        for (int i = 0; i < 40; i++) {
            hidden.refused(address("10.0.0." + i), 10);
            hidden.refused(address("10.0.1." + i), 10);
            now.addAndGet(HOUR);
        }
        assertThat(log.lines()).hasSize(16).allMatch(line -> line.contains("=10.0.0."));
    }

    @Test
    void limitsLookAtWhomTheyAdmitAndRefuse() throws UnknownHostException {
        var limits = new ConnectionLimits(100, 30);
        for (int i = 0; i < HiddenClients.MANY; i++) {
            limits.admit(address("10.0.0.1"));
        }
        assertThat(log.lines()).singleElement().asString().contains("holds 20 of 20");
        var strict = new ConnectionLimits(100, 1);
        strict.admit(address("10.0.0.1"));
        strict.admit(address("10.0.0.1"));
        assertThat(log.lines()).hasSize(2).last().asString().contains("limit of 1 streams");
    }
}
