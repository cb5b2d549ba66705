package io.longwire.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = new Payload();

    @Test
    void isReadAsItWasWritten() {
        String data = data(123_456, 9_876_543_210L);
        assertThat(data).hasSize(100);
        assertThat(read(data)).isTrue();
        assertThat(payload.sequence()).isEqualTo(123_456);
        assertThat(payload.dueMicros()).isEqualTo(9_876_543_210L);
    }

    @Test
    void otherDataIsNotOurs() {
        assertThat(read("")).isFalse();
        assertThat(read("hello")).isFalse();
        assertThat(read("bench 1 " + "2".repeat(100))).isFalse();
        assertThat(read("x".repeat(100))).isFalse();
        assertThat(read("bench x " + "2".repeat(100))).isFalse();
    }

    @Test
    void isFoundWithinWhatAServerMakesOfIt() {
        assertThat(read("{\"id\":1,\"data\":\"" + data(5, 6) + "\"}")).isTrue();
        assertThat(payload.sequence()).isEqualTo(5);
        assertThat(read(data(7, 8))).isTrue();
        assertThat(payload.sequence()).isEqualTo(7);
        assertThat(payload.dueMicros()).isEqualTo(8);
    }

    private static String data(long sequence, long micros) {
        StringBuilder out = new StringBuilder();
        Payload.write(out, sequence, micros, 100);
        return out.toString();
    }

    private boolean read(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return payload.read(bytes, bytes.length);
    }
}
