package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.property.Cases;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GzipSumTest {
    @Test
    void theSumOfTwoTextsFollowsFromTheirSums() {
        Cases.check(2000, random -> {
            var text = new byte[random.nextInt(5000)];
            random.nextBytes(text);
            int cut = random.nextInt(text.length + 1);
            long first = GzipSum.of(Arrays.copyOf(text, cut));
            long second = GzipSum.of(Arrays.copyOfRange(text, cut, text.length));
            long whole = GzipSum.of(text);
            var crc = new CRC32();
            crc.update(text);
            assertThat(GzipSum.crc(whole)).isEqualTo((int) crc.getValue());
            assertThat(GzipSum.length(whole)).isEqualTo(text.length);
            assertThat(GzipSum.append(first, second)).isEqualTo(whole);
            assertThat(GzipSum.append(GzipSum.NONE, whole)).isEqualTo(whole);
            assertThat(GzipSum.append(whole, GzipSum.NONE)).isEqualTo(whole);
        });
    }

    @Test
    void aTextIsAppendedToManySumsAlike() {
        Cases.check(300, random -> {
            var text = new byte[random.nextInt(100_000)];
            random.nextBytes(text);
            long next = GzipSum.of(text);
            var appender = new GzipSumAppender();
            for (int round = 0; round < 2; round++) {
                appender.prepare(next);
                for (int i = 0; i < 20; i++) {
                    long sum = random.nextLong();
                    assertThat(appender.append(sum)).isEqualTo(GzipSum.append(sum, next));
                }
                next = GzipSum.append(next, next);
            }
        });
    }
}
