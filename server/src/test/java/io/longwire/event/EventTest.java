package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    @ParameterizedTest
    @ValueSource(strings = {"connected", "resync", "end", "position"})
    void namesOfTheServersOwnEventsAreReserved(String type) {
        refused(() -> Event.of("a", type, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "heartbeat", "ping", "End", "connected2", " end", "a:b", "é😀", "\uFEFF"})
    void otherTypesAreThePublishers(String type) {
        assertThat(Event.of("a", type, "x").type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\r\n", "a\0", "\0", "\ud800", "\udc00a"})
    void typesHaveNoLineBreakNorNul(String type) {
        refused(() -> Event.of("a", type, "x"));
    }

    @Test
    void aTypeHasUpTo256BytesAndAnEmptyOneIsNone() {
        assertThat(Event.of("a", "é".repeat(128), "x").type()).hasSize(128);
        refused(() -> Event.of("a", "é".repeat(128) + "a", "x"));
        assertThat(Event.of("a", "", "x").type()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a b", "earlier", "1-2", "1-2-", "1-2-A", "01-2-a", "id: 7", ":", "\uFEFF", "é😀"})
    void aPublisherChoosesItsOwnIds(String id) {
        assertThat(withId(id).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "a\nb",
                "a\rb",
                "a\0b",
                "a\tb",
                "a\u007f",
                "a\u0085",
                "\ud800",
                "1-2-a",
                "0-0-k3v9qa",
                "1764000000000-0-k3v9qa"
            })
    void anIdHasNoControlCharactersNoSpaceAtItsEndsAndNotTheNativeForm(String id) {
        refused(() -> withId(id));
    }

    @Test
    void anIdHasUpTo128Bytes() {
        assertThat(withId("😀".repeat(32)).id()).hasSize(64);
        refused(() -> withId("😀".repeat(32) + "a"));
        assertThat(withId("a".repeat(128)).id()).hasSize(128);
        refused(() -> withId("a".repeat(129)));
    }

    @Test
    void anEventHasOneTo100TopicsWithoutDoubles() {
        List<String> hundred = IntStream.range(0, 100).mapToObj(i -> "t" + i).toList();
        var doubled = new ArrayList<>(hundred);
        doubled.addAll(hundred);
        assertThat(withTopics(doubled).topics()).isEqualTo(hundred);
        var more = new ArrayList<>(hundred);
        more.add("t100");
        refused(() -> withTopics(more));
        refused(() -> withTopics(List.of()));
        refused(() -> withTopics(List.of("a", "b/*")));
        refused(() -> withTopics(List.of("a", "")));
    }

    @Test
    void topicsCannotBeChangedAfterwards() {
        var topics = new ArrayList<>(List.of("a"));
        Event event = withTopics(topics);
        topics.add("b");
        assertThat(event.topics()).containsExactly("a").isUnmodifiable();
    }

    @Test
    void dataIsAnyTextThatCanBeEncoded() {
        assertThat(Event.of("a", null, "\0\r\n\uFEFF😀").data()).isEqualTo("\0\r\n\uFEFF😀");
        assertThat(Event.of("a", null, "").data()).isEmpty();
        refused(() -> Event.of("a", null, "half \ud83d of a pair"));
        refused(() -> Event.of("a", null, "\ude00\ud83d"));
    }

    @Test
    void onlyAnEndNeedsNoData() {
        refused(() -> new Event(List.of("a"), null, null, null, -1, false));
        assertThat(new Event(List.of("a"), null, null, null, -1, true).end()).isTrue();
    }

    @Test
    void retryIsAWholeNumberOfMilliseconds() {
        for (int retry : new int[] {-1, 0, 1, Integer.MAX_VALUE}) {
            assertThat(new Event(List.of("a"), null, "x", null, retry, false).retryMillis())
                    .isEqualTo(retry);
        }
        for (int retry : new int[] {-2, Integer.MIN_VALUE}) {
            refused(() -> new Event(List.of("a"), null, "x", null, retry, false));
        }
    }

    @Test
    void anyTextMakesAnEventOrIsRefused() {
        var random = new Random(21);
        int events = 0;
        for (int i = 0; i < 50_000; i++) {
            String topic = OddText.garbage(random, "ab/", 6);
            @Nullable String type = random.nextBoolean() ? null : OddText.garbage(random, "ab end\n", 6);
            @Nullable String id = random.nextBoolean() ? null : OddText.garbage(random, "0123-ab ", 9);
            String data = OddText.garbage(random, "ab\r\n\0", 9);
            try {
                var event =
                        new Event(Arrays.asList(topic, "b"), type, data, id, random.nextInt(), random.nextBoolean());
                assertThat(EventEncoder.encode(event)).endsWith('\n');
                events++;
            } catch (InvalidEventException refused) {
                assertThat(refused.getMessage()).isNotEmpty().doesNotContain("\n", "\r", "\0");
            }
        }
        assertThat(events).isGreaterThan(500);
    }

    private static Event withId(String id) {
        return new Event(List.of("a"), null, "x", id, -1, false);
    }

    private static Event withTopics(List<String> topics) {
        return new Event(topics, null, "x", null, -1, false);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(InvalidEventException.class);
    }
}
