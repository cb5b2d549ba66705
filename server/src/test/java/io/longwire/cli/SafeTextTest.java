package io.longwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @Test
    void leavesOrdinaryTextAlone() {
        String text = "jobs/7 größer 日本 \ud83d\ude00 \\n";
        assertThat(SafeText.escape(text)).isEqualTo(text);
        assertThat(SafeText.escape("plain")).isSameAs("plain");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 9, 0xA, 0xB, 0xC, 0xD, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x200E, 0x2028, 0x2029, 0x202E,
                0x2066, 0xFEFF, 0xD800, 0xDC00, 0xE0041
            })
    void escapesWhatBreaksSteersHidesOrTurnsText(int unsafe) {
        String escaped = SafeText.escape("a" + Character.toString(unsafe) + "b");
        assertThat(escaped).matches("a(\\\\[nrt]|(\\\\u[0-9a-f]{4}){1,2})b");
    }

    @Test
    void nothingUnsafeIsLeftInAnyText() {
        var text = new StringBuilder();
        for (int c = 0; c < 0x30000; c++) {
            text.appendCodePoint(c);
        }
        assertThat(SafeText.escape(text.toString()).codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.FORMAT);
    }
}
