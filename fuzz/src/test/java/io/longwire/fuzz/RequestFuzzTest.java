package io.longwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Any bytes on a connection, in one piece and cut in two. */
class RequestFuzzTest {
    private static final EmbeddedServer SERVER = EmbeddedServer.start();

    @FuzzTest(maxDuration = "20s")
    void everyConnectionIsAnsweredOrClosed(byte[] bytes) {
        long before = SERVER.appended();
        boolean published = SERVER.exchange(bytes).stream().anyMatch(answer -> answer.status() == 200);
        // Lines are published as they arrive, before it is known whether the rest of their body is well-formed.
        if (!published && !hasLines(bytes) && SERVER.appended() != before) {
            throw new AssertionError("an event of a refused request is in the log");
        }
        if (bytes.length > 1) {
            int cut = 1 + (bytes[bytes.length - 1] & 0xFF) * (bytes.length - 1) / 256;
            SERVER.exchange(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length));
        }
    }

    private static boolean hasLines(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains("ndjson");
    }
}
