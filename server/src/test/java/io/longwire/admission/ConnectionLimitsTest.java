package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {
    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static AddressSlot slot(Admission admission) {
        assertThat(admission).isInstanceOf(AddressSlot.class);
        return (AddressSlot) admission;
    }

    @Test
    void refusesBeyondTheWholeAndCountsIt() throws UnknownHostException {
        var limits = new ConnectionLimits(1, 0);
        AddressSlot first = slot(limits.admit(address("10.0.0.1")));
        assertThat(limits.admit(address("10.0.0.2"))).isEqualTo(Refusal.MAX_CONNECTIONS);
        first.release();
        slot(limits.admit(address("10.0.0.2")));
        assertThat(limits.refusals().total()).isEqualTo(1);
        assertThat(limits.refusals().count(Refusal.MAX_CONNECTIONS)).isEqualTo(1);
        assertThat(limits.admitted()).isEqualTo(2);
        assertThat(limits.peak()).isEqualTo(1);
    }

    @Test
    void anAddressIsAnIpv4OrAnIpv6Network() throws UnknownHostException {
        var limits = new ConnectionLimits(100, 1);
        slot(limits.admit(address("10.0.0.1")));
        assertThat(limits.admit(address("10.0.0.1"))).isEqualTo(Refusal.PER_IP);
        slot(limits.admit(address("10.0.0.2")));
        slot(limits.admit(address("2001:db8:0:1::1")));
        assertThat(limits.admit(address("2001:db8:0:1:ffff::2"))).isEqualTo(Refusal.PER_IP);
        slot(limits.admit(address("2001:db8:0:2::1")));
        assertThat(limits.refusals().count(Refusal.PER_IP)).isEqualTo(2);
        assertThat(limits.active()).isEqualTo(4);
    }

    @Test
    void streamsOfOneAddressShareTheirSlot() throws UnknownHostException {
        var limits = new ConnectionLimits(100, 0);
        assertThat(slot(limits.admit(address("10.0.0.1")))).isSameAs(slot(limits.admit(address("10.0.0.1"))));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8::7, 2001:db8::/64",
        "2001:0:0:1::7, 2001:0:0:1::/64",
        "::1, ::/64"
    })
    void aPlaceSaysWhoseItIs(String address, String text) throws Exception {
        assertThat(((AddressSlot) new ConnectionLimits(1, 0).admit(address(address))).text())
                .isEqualTo(text);
    }

    @Test
    void countsStayTrueWhenManyComeAndGoAtOnce() throws Exception {
        var limits = new ConnectionLimits(1000, 3);
        InetAddress address = address("10.0.0.1");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var thread = new Thread(() -> {
                for (int round = 0; round < 20_000; round++) {
                    if (limits.admit(address) instanceof AddressSlot slot) {
                        slot.release();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(limits.active()).isZero();
        for (int i = 0; i < 3; i++) {
            slot(limits.admit(address));
        }
        assertThat(limits.admit(address)).isEqualTo(Refusal.PER_IP);
    }

    @Test
    void smallerLimitsMeetNewcomersAlone() throws UnknownHostException {
        var limits = new ConnectionLimits(3, 0);
        AddressSlot slot = slot(limits.admit(address("10.0.0.1")));
        slot(limits.admit(address("10.0.0.1")));
        limits.change(100, 1);
        assertThat(limits.admit(address("10.0.0.1"))).isEqualTo(Refusal.PER_IP);
        slot(limits.admit(address("10.0.0.2")));
        limits.change(1, 0);
        assertThat(limits.active()).isEqualTo(3);
        assertThat(limits.max()).isEqualTo(1);
        slot.release();
        assertThat(limits.admit(address("10.0.0.3"))).isEqualTo(Refusal.MAX_CONNECTIONS);
        limits.change(3, 0);
        slot(limits.admit(address("10.0.0.3")));
    }
}
