package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.property.Cases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {
    /** Takes the chunks away. */
    private static byte[] unchunked(byte[] body) {
        var data = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int lineEnd = at;
            while (body[lineEnd] != '\r') {
                lineEnd++;
            }
            int length = Integer.parseInt(new String(body, at, lineEnd - at, StandardCharsets.US_ASCII), 16);
            data.write(body, lineEnd + 2, length);
            at = lineEnd + 2 + length + 2;
        }
        return data.toByteArray();
    }

    @Test
    void whatIsStoredIsReadByAnyDecoderWithTheRightSum() {
        Cases.check(100, random -> {
            var body = new ByteArrayOutputStream();
            var expected = new ByteArrayOutputStream();
            body.writeBytes(GzipBody.begin());
            long sum = GzipSum.NONE;
            for (int i = random.nextInt(5); i >= 0; i--) {
                var text = new byte[1 + random.nextInt(i == 0 ? 300_000 : 300)];
                random.nextBytes(text);
                body.writeBytes(GzipBody.stored(text));
                expected.writeBytes(text);
                sum = GzipSum.append(sum, GzipSum.of(text));
            }
            body.writeBytes(GzipBody.end(sum));
            assertThat(inflate(unchunked(body.toByteArray()))).isEqualTo(expected.toByteArray());
        });
    }

    private static byte[] inflate(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
