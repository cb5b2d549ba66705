package io.longwire.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values of {@code Host} name this machine. */
class LoopbackGuardTest {
    /** What the code by hand stands for. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

    private static final String[] PARTS = {
        "localhost",
        "LocalHost",
        "127",
        "127.0.0.1",
        "0",
        ".",
        "1",
        "255",
        "1234",
        ":",
        "5001",
        "99999",
        "100000",
        "[::1]",
        "[",
        "]",
        "::1",
        "evil.example",
        " ",
        "٣"
    };

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:5001, true",
        "127.0.0.1:80, true",
        "127.255.1.9, true",
        "[::1]:5002, true",
        "localhost:, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "127.0.0, false",
        "127.0.0.1:123456, false",
        "'', false",
        "::1, false",
        "[::1, false",
        "128.0.0.1, false",
        "127.0..1, false"
    })
    void onlyLoopbackNamesAreTaken(String authority, boolean taken) {
        assertEquals(taken, LoopbackGuard.isLoopback(authority));
    }

    @Test
    void anyMixtureOfPartsIsJudgedAsByThePattern() {
        var random = new Random(1);
        for (int round = 0; round < 200_000; round++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(7); part >= 0; part--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            String authority = text.toString();
            assertEquals(LOOPBACK.matcher(authority).matches(), LoopbackGuard.isLoopback(authority), authority);
        }
    }
}
