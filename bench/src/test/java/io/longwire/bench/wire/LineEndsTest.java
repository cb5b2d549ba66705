package io.longwire.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    @Test
    void findsTheFirstLineEndAsALoopByByteDoes() {
        Random random = new Random(7);
        byte[] alphabet = {'\n', '\r', 0x0b, 0x0c, (byte) 0x8a, (byte) 0x8d, 0, (byte) 0xff, 'x', 'y', 'z'};
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = new byte[40];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[2 + random.nextInt(alphabet.length - 2)];
            }
            bytes[random.nextInt(bytes.length)] = alphabet[random.nextInt(2)];
            bytes[random.nextInt(bytes.length)] = alphabet[random.nextInt(2)];
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = from;
            while (expected < to && bytes[expected] != '\n' && bytes[expected] != '\r') {
                expected++;
            }
            assertThat(LineEnds.find(bytes, from, to)).isEqualTo(expected);
        }
    }
}
