package io.longwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<String> SELECTORS = List.of("a", "b", "a/b", "a/*", "*", "b/**", "a/c");
    private static final List<String> TOPICS = List.of("a", "b", "c", "a/b", "a/c", "b/a", "b/a/c", "c/a");

    @Test
    void selectionsOfTheSameSelectorsAndTypesAreEqual() {
        var random = new Random(51);
        for (int i = 0; i < 5_000; i++) {
            List<String> selectors = some(random, SELECTORS);
            @Nullable List<String> types = random.nextBoolean() ? null : some(random, List.of("x", "y", "message"));
            var shuffled = new ArrayList<>(selectors);
            shuffled.add(selectors.get(0));
            Collections.shuffle(shuffled, random);
            assertThat(selection(shuffled, types))
                    .isEqualTo(selection(selectors, types))
                    .hasSameHashCodeAs(selection(selectors, types));
            List<String> others = some(random, SELECTORS);
            @Nullable List<String> otherTypes = random.nextBoolean() ? types : some(random, List.of("x", "y"));
            boolean same = Set.copyOf(selectors).equals(Set.copyOf(others))
                    && (types == null
                            ? otherTypes == null
                            : otherTypes != null && Set.copyOf(types).equals(Set.copyOf(otherTypes)));
            assertThat(selection(selectors, types).equals(selection(others, otherTypes)))
                    .as("%s %s = %s %s", selectors, types, others, otherTypes)
                    .isEqualTo(same);
        }
    }

    @Test
    void matchesWhatAnyOfItsSelectorsMatches() {
        var random = new Random(52);
        for (int i = 0; i < 2_000; i++) {
            List<String> selectors = some(random, SELECTORS);
            Selection selection = selection(selectors, null);
            for (String topic : TOPICS) {
                assertThat(selection.matchesTopic(topic))
                        .isEqualTo(selectors.stream()
                                .anyMatch(selector -> Selector.parse(selector).matches(topic)));
            }
        }
    }

    @Test
    void knowsWhetherOneTopicIsAll() {
        assertThat(selection(List.of("a", "a"), null).onlyTopic()).isEqualTo("a");
        assertThat(selection(List.of("a"), List.of("x")).topics()).containsExactly("a");
        assertThat(selection(List.of("a", "b"), null).onlyTopic()).isNull();
        assertThat(selection(List.of("a", "b"), null).topics()).containsExactlyInAnyOrder("a", "b");
        assertThat(selection(List.of("a", "a/*"), null).onlyTopic()).isNull();
        assertThat(selection(List.of("*"), null).onlyTopic()).isNull();
        assertThatThrownBy(() -> selection(List.of(), null)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void aTypeFilterPassesWhatItNames() {
        Selection filtered = selection(List.of("a"), List.of("x", "y"));
        assertThat(filtered.hasTypeFilter()).isTrue();
        assertThat(filtered.wantsType("x")).isTrue();
        assertThat(filtered.wantsType("y")).isTrue();
        assertThat(filtered.wantsType("z")).isFalse();
        assertThat(filtered.wantsType("X")).isFalse();
        assertThat(filtered.wantsType(null)).isFalse();
    }

    @Test
    void messageNamesUnnamedEvents() {
        Selection filtered = selection(List.of("a"), List.of("message"));
        assertThat(filtered.wantsType(null)).isTrue();
        assertThat(filtered.wantsType("message")).isTrue();
        assertThat(filtered.wantsType("x")).isFalse();
    }

    @Test
    void theServersOwnEventsPassEveryTypeFilter() {
        Selection filtered = selection(List.of("a"), List.of("x"));
        for (String type : List.of("connected", "resync", "end", "position", "heartbeat", "ping")) {
            assertThat(filtered.wantsType(type)).as(type).isTrue();
        }
    }

    @Test
    void noTypesMeanEveryType() {
        for (Selection all : Arrays.asList(selection(List.of("a"), null), selection(List.of("a"), List.of()))) {
            assertThat(all.hasTypeFilter()).isFalse();
            assertThat(all.wantsType("x")).isTrue();
            assertThat(all.wantsType(null)).isTrue();
        }
    }

    private static List<String> some(Random random, List<String> from) {
        var some = new ArrayList<String>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            some.add(from.get(random.nextInt(from.size())));
        }
        return some;
    }

    private static Selection selection(List<String> selectors, @Nullable List<String> types) {
        return Selection.of(selectors.stream().map(Selector::parse).toList(), types);
    }
}
