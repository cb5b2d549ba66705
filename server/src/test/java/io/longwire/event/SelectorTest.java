package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    @ParameterizedTest
    @CsvSource({
        "jobs, jobs, true",
        "jobs, Jobs, false",
        "jobs, jobs/7, false",
        "jobs/*, jobs/7, true",
        "jobs/*, jobs, false",
        "jobs/*, jobs/7/log, false",
        "jobs/**, jobs, false",
        "jobs/**, jobs/7, true",
        "jobs/**, jobs/7/log, true",
        "*/7, jobs/7, true",
        "*/7, 7, false",
        "*/log/*, jobs/log/1, true",
        "*, jobs, true",
        "*, jobs/7, false",
        "**, jobs, true",
        "**, jobs/7/log, true",
        "*/**, jobs, false",
        "*/**, jobs/7, true",
        "job/*, jobs/7, false",
        "**, longwire/stats, false",
        "*/**, longwire/stats, false",
        "*/stats, longwire/stats, false",
        "longwire/*, longwire/stats, true",
        "longwire/**, longwire/stats, true",
        "longwire/stats, longwire/stats, true",
        "**, longwire, true",
        "*, longwire, true",
        "**, longwires/stats, true",
        "jobs/7*x, '', refused",
        "jobs/**/log, '', refused",
        "a**, '', refused",
        "***, '', refused"
    })
    void aStarIsASegmentAndTwoAreTheRest(String selector, String topic, String expected) {
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> Selector.parse(selector)).isInstanceOf(InvalidEventException.class);
        } else {
            assertThat(Selector.parse(selector).matches(topic)).isEqualTo(Boolean.parseBoolean(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a\nb", "a\0", "a\u007f", "a\u0085", "\ud800", "a/\udc00b"})
    void noTopicHasAnEmptySegmentOrControlCharacters(String text) {
        assertThatThrownBy(() -> Selector.checkTopic(text)).isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> Selector.parse(text)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void aTopicHasUpTo256BytesOfUtf8() {
        for (String unit : List.of("a", "é", "世", "😀")) {
            int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
            String longest = unit.repeat(256 / bytes);
            String padded = longest + "a".repeat(256 - longest.getBytes(StandardCharsets.UTF_8).length);
            assertThat(Selector.checkTopic(padded)).isEqualTo(padded);
            assertThatThrownBy(() -> Selector.checkTopic(padded + "a")).isInstanceOf(InvalidEventException.class);
        }
    }

    @Test
    void aPatternIsNoTopic() {
        for (String pattern : List.of("*", "**", "a/*", "a/**", "a*")) {
            assertThatThrownBy(() -> Selector.checkTopic(pattern)).isInstanceOf(InvalidEventException.class);
        }
    }

    @Test
    void matchesAsARecursiveMatcherDoes() {
        var random = new Random(11);
        var segments = List.of("a", "b", "aa", "é", "a.b", "世界");
        int matches = 0;
        for (int i = 0; i < 100_000; i++) {
            List<String> pattern = randomSegments(random, segments);
            for (int j = 0; j < pattern.size(); j++) {
                if (random.nextInt(3) == 0) {
                    pattern.set(j, j == pattern.size() - 1 && random.nextBoolean() ? "**" : "*");
                }
            }
            List<String> topic = randomSegments(random, segments);
            boolean expected = matches(pattern, topic);
            matches += expected ? 1 : 0;
            assertThat(Selector.parse(String.join("/", pattern)).matches(String.join("/", topic)))
                    .as("%s matches %s", pattern, topic)
                    .isEqualTo(expected);
        }
        assertThat(matches).isGreaterThan(1000);
    }

    @Test
    void coversExactlyWhatMatchesLess() {
        // Topics have a segment that no selector names, and are longer than any selector.
        List<List<String>> topics = combinations(List.of("a", "longwire", "other"), 4);
        List<List<String>> selectors = new ArrayList<>();
        for (List<String> selector : combinations(List.of("a", "longwire", "*", "**"), 3)) {
            if (!selector.subList(0, selector.size() - 1).contains("**")) {
                selectors.add(selector);
            }
        }
        for (List<String> mine : selectors) {
            for (List<String> theirs : selectors) {
                boolean expected = topics.stream().allMatch(topic -> !matches(theirs, topic) || matches(mine, topic));
                assertThat(Selector.parse(String.join("/", mine)).covers(Selector.parse(String.join("/", theirs))))
                        .as("%s covers %s", mine, theirs)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void anyTextIsASelectorOrIsRefused() {
        var random = new Random(12);
        int selectors = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = OddText.garbage(random, "ab/*é", i % 100 == 0 ? 300 : 8);
            Selector selector;
            try {
                selector = Selector.parse(text);
            } catch (InvalidEventException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n", "\r", "\0");
                continue;
            }
            selectors++;
            assertThat(selector.toString()).isEqualTo(text);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 256);
            assertThat(text.split("/", -1)).doesNotContain("");
            assertThat(text.codePoints()).noneMatch(Character::isISOControl);
            assertThat(selector.isPattern()).isEqualTo(text.contains("*"));
            assertThat(selector).isEqualTo(Selector.parse(text)).hasSameHashCodeAs(Selector.parse(text));
        }
        assertThat(selectors).isGreaterThan(10_000);
    }

    private static boolean matches(List<String> pattern, List<String> topic) {
        if (pattern.isEmpty() || topic.isEmpty()) {
            return pattern.isEmpty() && topic.isEmpty();
        }
        boolean reserved = topic.size() > 1 && topic.get(0).equals("longwire");
        return !(reserved && pattern.get(0).startsWith("*")) && matchesBelow(pattern, topic);
    }

    private static boolean matchesBelow(List<String> pattern, List<String> topic) {
        if (pattern.isEmpty() || topic.isEmpty()) {
            return pattern.isEmpty() && topic.isEmpty();
        }
        String first = pattern.get(0);
        if (first.equals("**")) {
            return true;
        }
        return (first.equals("*") || first.equals(topic.get(0)))
                && matchesBelow(pattern.subList(1, pattern.size()), topic.subList(1, topic.size()));
    }

    private static List<String> randomSegments(Random random, List<String> from) {
        var segments = new ArrayList<String>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            segments.add(from.get(random.nextInt(random.nextBoolean() ? 2 : from.size())));
        }
        return segments;
    }

    /** All lists of 1 to {@code longest} of the segments. */
    private static List<List<String>> combinations(List<String> segments, int longest) {
        var all = new ArrayList<List<String>>();
        List<List<String>> shorter = List.of(List.of());
        for (int length = 1; length <= longest; length++) {
            var longer = new ArrayList<List<String>>();
            for (List<String> start : shorter) {
                for (String segment : segments) {
                    var list = new ArrayList<>(start);
                    list.add(segment);
                    longer.add(list);
                }
            }
            all.addAll(longer);
            shorter = longer;
        }
        return all;
    }
}
