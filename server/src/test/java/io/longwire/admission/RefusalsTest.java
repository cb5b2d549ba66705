package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AtomicLong now = new AtomicLong(-1); // the clock's zero means nothing
    private final LineBudget budget = new LineBudget(now::get);

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static AddressKey key(int number) {
        return new AddressKey(number, false);
    }

    @Test
    void aLineNamesReasonAddressAndLimitInThisOrder() throws UnknownHostException {
        assertThat(Refusals.line(Refusal.PER_IP, address("203.0.113.7"), 10))
                .isEqualTo("SSE rejected reason=per-ip address=203.0.113.7 limit=10");
        assertThat(Refusals.line(Refusal.MAX_CONNECTIONS, address("2001:db8::12:0:0:7"), 500))
                .isEqualTo("SSE rejected reason=max-connections address=2001:db8::12:0:0:7 limit=500");
        assertThat(Refusals.line(Refusal.DRAINING, null, 0))
                .isEqualTo("SSE rejected reason=draining address=unknown limit=-");
    }

    @Test
    void aFloodFromOneAddressIsOneLineAndACount() throws UnknownHostException {
        try (var log = new CapturedLog(Refusals.class)) {
            var refusals = new Refusals();
            for (int i = 0; i < 100; i++) {
                refusals.record(Refusal.PER_IP, address("203.0.113.7"), 10);
            }
            assertThat(log.lines()).containsExactly("SSE rejected reason=per-ip address=203.0.113.7 limit=10");
            refusals.tellSuppressed();
            refusals.tellSuppressed();
            assertThat(log.lines()).hasSize(2).last().isEqualTo("SSE rejected suppressed=99");
            assertThat(refusals.count(Refusal.PER_IP)).isEqualTo(100);
            assertThat(refusals.total()).isEqualTo(100);
        }
    }

    @Test
    void anAddressGetsItsNextLineAfterItsTime() {
        assertThat(budget.take(key(1))).isTrue();
        now.addAndGet(LineBudget.NANOS_PER_ADDRESS - 1);
        assertThat(budget.take(key(1))).isFalse();
        now.addAndGet(1);
        assertThat(budget.take(key(1))).isTrue();
        assertThat(budget.drainSuppressed()).isEqualTo(1);
    }

    @Test
    void manyAddressesTogetherAreBoundedBySecond() {
        int lines = 0;
        for (int i = 0; i < 10_000; i++) {
            lines += budget.take(key(i)) ? 1 : 0;
        }
        assertThat(lines).isEqualTo(LineBudget.PER_SECOND);
        assertThat(budget.drainSuppressed()).isEqualTo(10_000 - LineBudget.PER_SECOND);
        now.addAndGet(1_000_000_000L);
        assertThat(budget.take(key(10_001))).isTrue();
    }
}
