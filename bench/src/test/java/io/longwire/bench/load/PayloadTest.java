package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = new Payload();

    @Test
    void isReadAsItWasWritten() {
        String data = Payload.of(123_456, 9_876_543_210L, 100);
        assertThat(data).hasSize(100);
        assertThat(read(data)).isTrue();
        assertThat(payload.sequence()).isEqualTo(123_456);
        assertThat(payload.sentMicros()).isEqualTo(9_876_543_210L);
    }

    @Test
    void otherDataIsNotOurs() {
        assertThat(read("")).isFalse();
        assertThat(read("hello")).isFalse();
        assertThat(read("bench 1 " + "2".repeat(100))).isFalse();
        assertThat(read("x".repeat(100))).isFalse();
    }

    private boolean read(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return payload.read(bytes, bytes.length);
    }
}
