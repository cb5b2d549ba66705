package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read is what a plain list of all events, filtered, would give. */
class LogReaderTest {
    private static final List<String> TOPICS = List.of("a", "b", "c", "a/1", "a/2", "b/1", "b/1/x");
    private static final List<String> SELECTORS = List.of("a", "b", "b/1/x", "never", "a/*", "*", "b/**", "**", "*/1");
    private static final List<String> TYPES = List.of("x", "y");

    /** @param type null for an unnamed event */
    private record Entry(
            long id, List<String> topics, @Nullable String type, String data) {
        boolean isIn(Selection selection) {
            return topics.stream().anyMatch(selection::matchesTopic);
        }
    }

    @Test
    void readsWhatAFilteredListHoldsAndIsLostExactlyWhenAMatchWasDropped() {
        int lost = 0;
        int complete = 0;
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            try (var test = new TestLog(4096 + random.nextInt(12_000))) {
                var list = new ArrayList<Entry>();
                for (int step = 0; step < 150; step++) {
                    list.addAll(appendRandom(test, random));
                    for (int reads = 0; reads < 4; reads++) {
                        Selection selection = randomSelection(random);
                        long after = randomPosition(test, list, random);
                        boolean expectLost = list.stream()
                                .anyMatch(e ->
                                        e.id > after && e.id <= test.log.view().floorId() && e.isIn(selection));
                        if (expectLost) {
                            lost++;
                        } else {
                            complete++;
                        }
                        readsLike(list, test, selection, after, expectLost, random);
                    }
                }
            }
        }
        assertThat(lost).as("reads that were lost").isGreaterThan(1000);
        assertThat(complete).as("reads that were complete").isGreaterThan(1000);
    }

    private static void readsLike(
            List<Entry> list, TestLog test, Selection selection, long after, boolean expectLost, Random random) {
        LogView view = test.log.view();
        var read = new ArrayList<Entry>();
        int maxBytes = 1 + random.nextInt(2000);
        for (long position = after; position < view.headId(); ) {
            Page page = test.reader.read(view, selection, position, view.headId(), maxBytes);
            if (position == after || page.isLost()) {
                assertThat(page.isLost())
                        .as("%s after %d", selection, after)
                        .isEqualTo(expectLost && position == after);
            }
            if (page.isLost()) {
                assertThat(page.count()).isZero();
                return;
            }
            assertThat(page.through()).as("progress").isGreaterThan(position);
            pageIsSound(page, maxBytes);
            for (int i = 0; i < page.count(); i++) {
                var event = TestLog.received(page.segment(i), page.row(i));
                String type = page.segment(i).type(page.row(i));
                assertThat(event.type()).isEqualTo(type == null ? "message" : type);
                read.add(new Entry(page.id(i), topics(page.segment(i), page.row(i)), type, event.data()));
            }
            position = page.through();
        }
        assertThat(read)
                .isEqualTo(list.stream()
                        .filter(e -> e.id > after && e.isIn(selection) && selection.wantsType(e.type))
                        .toList());
    }

    private static void pageIsSound(Page page, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < page.count(); i++) {
            bytes += page.end(i) - page.start(i);
            assertThat(page.id(i)).isLessThanOrEqualTo(page.through());
        }
        assertThat(page.bytes()).isEqualTo(bytes);
        assertThat(page.count() <= 1 || bytes <= maxBytes)
                .as("fits %d bytes", maxBytes)
                .isTrue();
        for (int from = 0; from < page.count(); from = page.runEnd(from)) {
            for (int i = from + 1; i < page.runEnd(from); i++) {
                assertThat(page.segment(i)).isSameAs(page.segment(from));
                assertThat(page.start(i)).isEqualTo(page.end(i - 1));
            }
        }
    }

    @Test
    void readsNoFurtherThanItWasAsked() {
        try (var test = new TestLog(1 << 16)) {
            long first = test.appendOne("a", "1");
            long second = test.appendOne("a", "2");
            test.appendOne("a", "3");
            for (Selection selection : List.of(TestLog.select("a"), TestLog.select("*"), TestLog.select("a", "b"))) {
                Page page = test.reader.read(test.log.view(), selection, first, second, 1000);
                assertThat(page.count()).isEqualTo(1);
                assertThat(page.id(0)).isEqualTo(second);
                assertThat(page.through()).isEqualTo(second);
                assertThat(test.reader
                                .read(test.log.view(), selection, second, first, 1000)
                                .count())
                        .isZero();
            }
        }
    }

    @Test
    void anOlderViewHasNothingOfWhatCameAfterIt() {
        try (var test = new TestLog(1 << 16)) {
            test.appendOne("a", "1");
            LogView older = test.log.view();
            test.appendOne("a", "2");
            for (Selection selection : List.of(TestLog.select("a"), TestLog.select("*"))) {
                Page page = test.reader.read(older, selection, older.headId() - 1, Long.MAX_VALUE, 1000);
                assertThat(page.count()).isEqualTo(1);
                assertThat(page.through()).isEqualTo(older.headId());
            }
        }
    }

    @Test
    void aPageHasOneFrameThoughItIsLargerThanAsked() {
        try (var test = new TestLog(1 << 16)) {
            test.appendOne("a", "x".repeat(500));
            test.appendOne("a", "y".repeat(500));
            for (Selection selection : List.of(TestLog.select("a"), TestLog.select("*"))) {
                Page page = test.reader.read(test.log.view(), selection, test.log.firstId(), Long.MAX_VALUE, 1);
                assertThat(page.count()).isEqualTo(1);
            }
        }
    }

    /** More than a page holds frames, and more than one read looks at rows. */
    @Test
    void aLongReadTakesManyPagesAndMissesNothing() {
        try (var test = new TestLog(4 << 20)) {
            var all = new ArrayList<String>();
            var rare = new ArrayList<String>();
            for (int i = 0; i < 20_000; i++) {
                boolean isRare = i % 3_000 == 2_999;
                test.append(Event.of("a", isRare ? "rare" : "other", "e" + i));
                all.add("e" + i);
                if (isRare) {
                    rare.add("e" + i);
                }
            }
            long start = test.log.firstId();
            assertThat(test.data(TestLog.select("a"), start)).isEqualTo(all);
            assertThat(test.data(TestLog.select("*"), start)).isEqualTo(all);
            assertThat(test.data(TestLog.ofType("rare", "a"), start)).isEqualTo(rare);
            assertThat(test.data(TestLog.ofType("rare", "*"), start)).isEqualTo(rare);
            assertThat(test.data(TestLog.select("b", "c"), start)).isEmpty();
        }
    }

    private static List<Entry> appendRandom(TestLog test, Random random) {
        test.millis.addAndGet(random.nextInt(3) - 1);
        var batch = new ArrayList<Event>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            var topics = new LinkedHashSet<String>();
            for (int more = random.nextInt(5) == 0 ? 3 : 1; more > 0; more--) {
                topics.add(TOPICS.get(Math.min(random.nextInt(TOPICS.size()), random.nextInt(TOPICS.size()))));
            }
            String type = random.nextBoolean() ? null : TYPES.get(random.nextInt(TYPES.size()));
            String own = random.nextInt(4) == 0 ? "own" + random.nextInt(20) : null;
            String data = "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 900 : 60));
            batch.add(new Event(List.copyOf(topics), type, data, own, -1, false));
        }
        long[] ids = test.append(batch);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < ids.length; i++) {
            assertThat(ids[i]).as("neighbours").isEqualTo(ids[0] + i);
            Event event = batch.get(i);
            entries.add(new Entry(ids[i], event.topics(), event.type(), String.valueOf(event.data())));
        }
        return entries;
    }

    private static long randomPosition(TestLog test, List<Entry> list, Random random) {
        int back = random.nextInt(Math.min(list.size(), 1 + random.nextInt(300)));
        long id = list.get(list.size() - 1 - back).id - random.nextInt(2);
        return random.nextInt(20) == 0 ? test.log.firstId() : Math.max(id, test.log.firstId());
    }

    private static Selection randomSelection(Random random) {
        var selectors = new ArrayList<Selector>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            selectors.add(Selector.parse(SELECTORS.get(random.nextInt(SELECTORS.size()))));
        }
        return Selection.of(selectors, random.nextInt(3) == 0 ? List.of(random.nextBoolean() ? "x" : "message") : null);
    }

    private static List<String> topics(Segment segment, int row) {
        var topics = new ArrayList<String>();
        for (int i = 0; i < segment.topicCount(row); i++) {
            topics.add(segment.topic(row, i).name());
        }
        return topics;
    }
}
