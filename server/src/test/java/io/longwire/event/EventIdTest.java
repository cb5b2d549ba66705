package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final long MAX_MILLIS = (1L << 43) - 1;

    @Test
    void whatIsRenderedIsReadAgain() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long id = randomId(random);
            String tag = LogTag.random();
            assertThat(EventId.Parsed.of(EventId.render(id, tag))).isEqualTo(new EventId.Parsed(id, tag));
        }
    }

    @Test
    void bytesAndTextRenderAlike() {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            long id = randomId(random);
            var target = new byte[64];
            int end = EventId.render(id, new byte[] {'k', '9'}, target, 3);
            assertThat(new String(target, 3, end - 3, StandardCharsets.US_ASCII))
                    .isEqualTo(EventId.render(id, "k9"));
        }
    }

    @Test
    void orderOfNumbersIsOrderOfMillisecondsThenOfN() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long millis = randomMillis(random);
            long otherMillis = random.nextBoolean() ? millis : randomMillis(random);
            int n = random.nextInt(EventId.PER_MILLI);
            int otherN = random.nextInt(EventId.PER_MILLI);
            int expected = millis == otherMillis ? Integer.compare(n, otherN) : Long.compare(millis, otherMillis);
            assertThat(Long.compare(EventId.of(millis, n), EventId.of(otherMillis, otherN)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void anIdHasOneSpelling() {
        assertThat(EventId.Parsed.of("0-0-a")).isEqualTo(new EventId.Parsed(0, "a"));
        assertThat(EventId.Parsed.of("8796093022207-1048575-z9")).isEqualTo(new EventId.Parsed(Long.MAX_VALUE, "z9"));
        for (String other : new String[] {
            "",
            "-",
            "--",
            "1",
            "1-2",
            "1-2-",
            "-2-a",
            "1--a",
            "01-2-a",
            "1-02-a",
            "1-00-a",
            "+1-2-a",
            "1-2-A",
            "1-2-a-b",
            " 1-2-a",
            "1-2-a ",
            "1-2-a\n",
            "1- 2-a",
            "1-2-é",
            "8796093022208-0-a",
            "1-1048576-a",
            "99999999999999999999-0-a",
            "1-2-abcdefghijklmnopq",
            "\u0661-2-a",
            "1-2-\uff11",
            "0x1-2-a",
            "1_0-2-a",
            "1e3-0-a"
        }) {
            assertThat(EventId.Parsed.of(other)).as(other).isNull();
            assertThat(EventId.isNative(other)).as(other).isFalse();
        }
    }

    @Test
    void anyTextIsAnIdOrNot() {
        var random = new Random(4);
        int ids = 0;
        for (int i = 0; i < 300_000; i++) {
            String text = OddText.garbage(random, "0123456789--ab", 24);
            EventId.Parsed parsed = EventId.Parsed.of(text);
            assertThat(EventId.isNative(text)).isEqualTo(parsed != null);
            if (parsed != null) {
                ids++;
                assertThat(EventId.render(parsed.id(), parsed.logTag())).isEqualTo(text);
            }
        }
        assertThat(ids).as("ids among the texts").isGreaterThan(1000);
    }

    @Test
    void idsGrowThoughTheClockStepsBack() {
        var random = new Random(5);
        long now = 1_764_000_000_000L;
        long previous = EventId.of(now, 0);
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(5) == 0 ? -random.nextInt(10_000) : random.nextInt(2_000);
            long next = EventId.after(previous, now);
            assertThat(next).isGreaterThan(previous);
            assertThat(EventId.millis(next)).isGreaterThanOrEqualTo(now);
            previous = next;
        }
    }

    @Test
    void idsGrowThoughAMillisecondHasMoreEventsThanNumbers() {
        long now = 1_764_000_000_000L;
        long previous = EventId.after(EventId.of(now, 0) - 1, now);
        assertThat(previous).isEqualTo(EventId.of(now, 0));
        for (int i = 1; i <= EventId.PER_MILLI + 1; i++) {
            long next = EventId.after(previous, now);
            if (next <= previous) {
                throw new AssertionError(next + " after " + previous);
            }
            previous = next;
        }
        assertThat(EventId.millis(previous)).isEqualTo(now + 1);
        assertThat(EventId.n(previous)).isEqualTo(1);
        assertThat(EventId.after(previous, now + 1)).isEqualTo(EventId.of(now + 1, 2));
        assertThat(EventId.after(previous, now + 2)).isEqualTo(EventId.of(now + 2, 0));
    }

    @Test
    void timesBeyondTheRangeAreTheNearestInIt() {
        assertThat(EventId.of(-1, 0)).isZero();
        assertThat(EventId.of(Long.MAX_VALUE, 0)).isEqualTo(EventId.of(MAX_MILLIS, 0));
    }

    @Test
    void aTagIsOneToSixteenLowerCaseLettersAndDigits() {
        for (int i = 0; i < 1000; i++) {
            assertThat(LogTag.isValid(LogTag.random())).isTrue();
        }
        assertThat(LogTag.isValid("a")).isTrue();
        assertThat(LogTag.isValid("abcdefghij012345")).isTrue();
        for (String other : new String[] {"", "abcdefghij0123456", "A", "a-b", "é", "a "}) {
            assertThat(LogTag.isValid(other)).as(other).isFalse();
        }
    }

    private static long randomId(Random random) {
        return EventId.of(randomMillis(random), random.nextInt(EventId.PER_MILLI) >> random.nextInt(20));
    }

    private static long randomMillis(Random random) {
        return (random.nextLong() & MAX_MILLIS) >> random.nextInt(43);
    }
}
