package io.longwire.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private static final long MINUTE = 60_000_000_000L;

    private int free = 4;
    private long now = -7;
    private final Descriptors descriptors = new Descriptors(4, this::open, () -> now);

    private AutoCloseable open() throws IOException {
        if (free == 0) {
            throw new IOException("Too many open files");
        }
        free--;
        return () -> free++;
    }

    @Test
    void theReserveIsSetAsideAndLetGoWhenThereIsNoneLeft() {
        assertThat(free).isZero();
        assertThat(descriptors.haveRunOut()).isFalse();
        descriptors.runOut();
        assertThat(descriptors.haveRunOut()).isTrue();
        assertThat(free).isEqualTo(4);
    }

    @Test
    void itIsSetAsideAgainOnlyWhenAsManyAreLeftForOthers() {
        descriptors.runOut();
        free = 7;
        assertThat(descriptors.recover()).isFalse();
        assertThat(descriptors.haveRunOut()).isTrue();
        assertThat(free).isEqualTo(7);
        free = 8;
        assertThat(descriptors.recover()).isTrue();
        assertThat(descriptors.haveRunOut()).isFalse();
        assertThat(free).isEqualTo(4);
        descriptors.release();
        assertThat(free).isEqualTo(8);
    }

    @Test
    void noStreamIsAdmittedMeanwhile() throws IOException {
        TrustedProxies nobody = TrustedProxies.of(List.of());
        var limits = new ConnectionLimits(10, 0, () -> nobody, new Refusals(), descriptors);
        InetAddress address = InetAddress.getByName("203.0.113.7");
        descriptors.runOut();
        assertThat(limits.admit(address)).isEqualTo(Refusal.DESCRIPTORS);
        free = 8;
        descriptors.recover();
        assertThat(limits.admit(address)).isInstanceOf(AddressSlot.class);
    }

    @Test
    void saysSoOnceAMinute() {
        try (var log = new CapturedLog(Descriptors.class)) {
            free = 8;
            for (int second = 0; second < 120; second++) {
                descriptors.runOut();
                descriptors.recover();
                now += MINUTE / 60;
            }
            assertThat(log.lines().stream().filter(line -> line.contains("pauses")))
                    .hasSize(2);
            assertThat(log.lines().size()).isLessThanOrEqualTo(4);
        }
    }
}
