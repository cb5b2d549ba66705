package io.longwire.log;

import io.longwire.event.Event;
import io.longwire.event.EventStreamParser;
import io.longwire.event.EventStreamParser.Received;
import io.longwire.event.Selection;
import io.longwire.event.Selector;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A small log with a clock that tests move, written by the test's thread in the sequencer's place. */
final class TestLog implements AutoCloseable {
    static final String TAG = "test1";
    static final long START = 1_764_000_000_000L;
    static final long RETENTION = 60_000;
    static final int NO_LIMIT = 1_000_000;

    final AtomicLong millis = new AtomicLong(START);
    final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    final ReadFences fences = new ReadFences(3);
    final EventLog log;
    final LogReader reader;
    final StartJudge judge;

    TestLog(long bound) {
        this(bound, NO_LIMIT);
    }

    TestLog(long bound, int maxTopics) {
        log = new EventLog(TAG, bound, maxTopics, RETENTION, clock, fences, PieceSettings.AUTO);
        reader = new LogReader(log);
        judge = new StartJudge(log);
    }

    /** Appends a batch and makes it visible. */
    long[] append(Event... batch) {
        return append(List.of(batch));
    }

    long[] append(List<Event> batch) {
        long[] ids = tryAppend(batch);
        if (ids == null) {
            throw new AssertionError("waits for readers");
        }
        return ids;
    }

    /** Null when the log must wait for readers. */
    long @Nullable [] tryAppend(List<Event> batch) {
        long[] ids = log.append(batch.stream().map(EncodedEvent::of).toList(), 0);
        log.publish();
        return ids;
    }

    long appendOne(String topic, String data) {
        return append(Event.of(topic, null, data))[0];
    }

    /** Appends to {@code topic} until something of the log was dropped {@code drops} times more. */
    void fill(String topic, int drops) {
        long until = log.view().firstSegment() + drops;
        while (log.view().firstSegment() < until) {
            appendOne(topic, "x".repeat(100));
        }
    }

    static Event end(String... topics) {
        return new Event(List.of(topics), null, null, null, -1, true);
    }

    static Event withId(String topic, String id, String data) {
        return new Event(List.of(topic), null, data, id, -1, false);
    }

    static Selection select(String... selectors) {
        return Selection.of(
                java.util.Arrays.stream(selectors).map(Selector::parse).toList(), null);
    }

    static Selection ofType(String type, String... selectors) {
        return Selection.of(
                java.util.Arrays.stream(selectors).map(Selector::parse).toList(), List.of(type));
    }

    /** All that matches after a position, read page by page; null when the log lost some of it. */
    @Nullable
    List<Received> read(Selection selection, long after) {
        LogView view = log.view();
        var all = new ArrayList<Received>();
        for (long position = after; position < view.headId(); ) {
            Page page = reader.read(view, selection, position, view.headId(), 1 << 20);
            if (page.isLost()) {
                return null;
            }
            for (int i = 0; i < page.count(); i++) {
                all.add(received(page.segment(i), page.row(i)));
            }
            if (page.through() <= position) {
                throw new AssertionError("no progress after " + position);
            }
            position = page.through();
        }
        return all;
    }

    List<String> data(Selection selection, long after) {
        List<Received> all = read(selection, after);
        if (all == null) {
            throw new AssertionError("lost");
        }
        return all.stream().map(Received::data).toList();
    }

    static byte[] bytes(Segment segment, int row) {
        var frame = new byte[segment.end(row) - segment.start(row)];
        segment.memory().buffer().get(segment.start(row), frame);
        return frame;
    }

    /** The one event of a frame, as a browser would see it. */
    static Received received(Segment segment, int row) {
        List<Received> events = EventStreamParser.parse(EventStreamParser.unchunk(bytes(segment, row)));
        if (events.size() != 1) {
            throw new AssertionError("events in the frame: " + events);
        }
        return events.get(0);
    }

    @Override
    public void close() {
        log.close();
    }
}
